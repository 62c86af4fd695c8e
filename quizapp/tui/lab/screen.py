"""The laboratory: change a parameter, and what Lambda would do and charge moves at once, for today and for 2019."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from quizapp.core.dates import date_text
from quizapp.present.lab_phrases import MONEY, labelled, spelled
from quizapp.services.context import AppContext
from quizapp.services.lab.calculator import Bar, LabResult, bars, defaults, find
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.tui.base import BaseScreen, back_key
from quizapp.tui.dialogs.steps import step_blocks
from quizapp.tui.widgets.block_view import BlockView, Column
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

NOTES_DAY = date(2019, 9, 1)
LABEL, COLUMN, BAR, ROWS = 30, 11, 18, 12


class LabScreen(BaseScreen):
    """A calculator at the left, what it says at the right: today beside the notes' 2019."""

    DEFAULT_CSS = """
    LabScreen #calculator { width: 31; padding: 0 1; scrollbar-size-vertical: 1; border-right: solid $rule; }
    LabScreen #said { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    LabScreen .field { height: 1; }
    LabScreen .name { width: 17; color: $dim; }
    LabScreen Input { width: 1fr; background: $raised; }
    LabScreen.-stacked #calculators { layout: vertical; }
    LabScreen.-stacked #calculator { width: 100%; height: 40%; border-right: none; border-bottom: solid $rule; }
    LabScreen.-stacked #said { height: 1fr; }
    LabScreen.-roomy #calculator { width: 42; padding: 0 2; }
    LabScreen.-roomy #said { padding: 0 2; }
    LabScreen #said > BlockView { max-width: 90; }
    LabScreen Select { margin: 0 0 1 0; }
    LabScreen #wrong { color: $text-error; height: auto; display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-stacked"), (80, "-beside"), (120, "-roomy")]  # noqa: RUF012 - as the base class
    heading = "Lab"
    about = "tab goes from field to field; every change is computed at once. The top field chooses another calculator."
    FIELD_KEYS = (("tab", "next field"), ("esc", "leave the field"), ("pgdn", "scroll"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next field", id="lab.next"),
        Binding("pagedown", "page(1)", "down", show=False, id="lab.down"),
        Binding("pageup", "page(-1)", "up", show=False, id="lab.up"),
        back_key("lab"),
    ]

    def __init__(
        self, context: AppContext, calculator: str = "bill", parameters: Mapping[str, object] | None = None
    ) -> None:
        super().__init__()
        self._app_context = context
        self._calculator = CALCULATORS.get(calculator, CALCULATORS["bill"])
        self._given = dict(parameters or {})

    def body(self) -> Iterable[Widget]:
        """Fields and findings."""
        calculators = [(b.title, b.name) for b in CALCULATORS.values()]
        chooser = Select(calculators, value=self._calculator.name, allow_blank=False, compact=True)
        self._fields = Column(chooser, *self._rows(), id="calculator")
        self._flow = BlockView()
        self._said = VerticalScroll(Static(id="wrong", markup=False), self._flow, id="said", can_focus=False)
        yield Horizontal(self._fields, self._said, id="calculators")

    def _rows(self) -> list[Widget]:
        start = {**defaults(self._calculator), **self._given}
        rows: list[Widget] = []
        for field in self._calculator.fields:
            value = start.get(field.name)
            box = Input(_typed(value), id=f"field-{field.name}", compact=True)
            rows.append(Horizontal(Static(Content(field.label), classes="name"), box, classes="field"))
        return rows

    def on_mount(self) -> None:
        """The first field, and what it all says."""
        self.query(Input).first().focus()
        self._compute()

    async def on_select_changed(self, event: Select.Changed) -> None:
        """Another calculator."""
        if event.value == self._calculator.name:
            return
        self._calculator, self._given = CALCULATORS[str(event.value)], {}
        await self._fields.query(".field").remove()
        await self._fields.mount(*self._rows())
        self._compute()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Every key counts."""
        self._compute()

    def _compute(self) -> None:
        facts, today = self._app_context.library.facts, self._app_context.facts_day()
        wrong = self.query_one("#wrong", Static)
        try:
            parameters = self._read()
        except ValueError as error:  # what was computed before answers another question
            wrong.update(Content(f"{error}. Nothing is computed until you correct it."))
            wrong.display = True
            self._flow.show(())
            self._said.scroll_home(animate=False)
            return
        wrong.display = False
        now, then = (find(self._calculator, facts, day, parameters) for day in (today, NOTES_DAY))
        self._flow.show(_blocks(now, then, bars(self._calculator, facts, today, parameters)))
        self.top_bar.show(f"Lab: {self._calculator.title}", f"{date_text(today)} beside the notes' 2019")

    def _read(self) -> dict[str, object]:
        """What is typed, by name. Raises ValueError for what cannot be read."""
        out: dict[str, object] = {}
        for field in self._calculator.fields:
            text = self.query_one(f"#field-{field.name}", Input).value
            try:
                value = _flag(text) if field.kind == "flag" else field.read(text)
            except ValueError as error:
                raise ValueError(f"{field.label}: {error}") from None
            if value is not None:
                out[field.name] = value
        return out

    def action_page(self, by: int) -> None:
        """Through what is said."""
        self._said.scroll_relative(y=by * max(1, self._said.size.height - 2), animate=False)


def _flag(text: str) -> bool:
    """Return what a typed yes or no means; nothing typed is no. Raises ValueError for anything else."""
    word = text.strip().casefold()
    if word in ("yes", "y", "true", "1"):
        return True
    if word in ("", "no", "n", "false", "0"):
        return False
    raise ValueError("write yes or no")


def _typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return " ".join(str(number) for number in value)
    if isinstance(value, Mapping):
        return " ".join(f"{name}={number}" for name, number in value.items())
    return str(value)


def _blocks(now: LabResult, then: LabResult, chart: tuple[str, list[Bar]]) -> list[Block]:
    heads = [Content.styled(f"{day:>{COLUMN}}", DIM) for day in ("today", "2019")]
    out = [one_row(Content(""), *heads, most=LABEL)]
    for row in _rows_of(now, then):
        out += _row(*row)
    for finding, name in ((now, "Today"), (then, "2019")):
        if finding.refused:
            out.append(Block(Content.styled(f"{name}: ", "bold $text-error") + inline(finding.refused)))
    out += _tables(now)
    title, rows = chart
    if rows:
        out += [Block(Content("")), Block(Content.styled(title, "bold")), *_chart(rows)]
    if now.steps:
        out += [Block(Content("")), *step_blocks(now.steps, "Steps, today")]
    if then.steps and then.steps != now.steps:
        out += [Block(Content("")), *step_blocks(then.steps, "Steps, 2019")]
    return out


def _row(label: str, one: str, other: str) -> list[Block]:
    """Return a value on both days. What is too long for the columns stands below its label: no figure is cut."""
    changed = "$text-warning" if other != one else DIM
    longest = max(len(one), len(other))
    wide = COLUMN if longest < COLUMN else 2 * COLUMN
    if longest >= wide:
        return [
            Block(Content(label)),
            Block(inline(one, "bold"), "  ", "  "),
            Block(Content.styled("2019: ", DIM) + inline(other, changed), "  ", "  "),
        ]
    values = [Content.styled(f"{one:>{wide}}", "bold"), Content.styled(f"{other:>{wide}}", changed)]
    if wide == COLUMN:
        return [one_row(Content(label), *values, most=LABEL)]
    return [Block(Content(label)), one_row(Content(""), *values)]


def _rows_of(now: LabResult, then: LabResult) -> list[tuple[str, str, str]]:
    """(label, today, 2019), single values only; what is long is in the chart and the steps."""
    out = []
    for name in {**now.values, **then.values}:
        one, other = now.values.get(name), then.values.get(name)
        if isinstance(one, Mapping) or isinstance(other, Mapping):
            if name not in MONEY:
                out.append((labelled(name), "", ""))
            for key in {**(one or {}), **(other or {})}:
                pair = (one or {}).get(key), (other or {}).get(key)
                if any(pair):  # what costs nothing on either day is no news
                    label = f"{key.replace('_', ' ')}, USD" if name in MONEY else key.replace("_", " ")
                    out.append((f"  {label}", _spelled(pair[0]), _spelled(pair[1])))
        elif not isinstance(one, list | tuple) and not isinstance(other, list | tuple):
            out.append((labelled(name), _spelled(one), _spelled(other)))
    return out


def _tables(finding: LabResult) -> list[Block]:
    """Lists of what happened, today, a row each."""
    out: list[Block] = []
    for name, value in finding.values.items():
        if isinstance(value, list) and value:
            out += [Block(Content("")), Block(Content.styled(name.replace("_", " ").capitalize(), "bold"))]
            shown = [Block(inline(spelled(row), DIM), "  ", "    ") for row in value[:ROWS]]
            more = [Block(Content.styled(f"  and {len(value) - ROWS} more", DIM))] if len(value) > ROWS else []
            out += [*shown, *more]
    return out


def _spelled(value: object) -> str:
    return "" if value is None else spelled(value)


def _chart(rows: list[Bar]) -> list[Block]:
    most = max((row.size for row in rows), default=0) or 1
    out = []
    for row in rows:
        filled = round(BAR * float(row.size) / float(most))
        look = "$primary" if row.here else "$success"
        label = Content.styled(f"{row.label:>12} ", "bold" if row.here else DIM)
        drawn = Content.styled("█" * filled, look) + Content.styled("░" * (BAR - filled), "$rule")
        out.append(one_row(label, drawn, Content(f" {row.value}"), drops=(0,)))
    return out
