"""A bank of five items, one of each type, over three topics, with all they hang on."""

from __future__ import annotations

from pathlib import Path

TOPICS = """\
topics:
  - id: limits
    title: Limits
    read: {title: "Guide, quotas", url: "https://docs.example.com/limits", checked: 2026-11-01}
    knowledge: {memory: Memory, ephemeral-storage: The /tmp directory}
  - id: invocation
    title: Invocation types
    read: {title: "Guide, invoking", url: "https://docs.example.com/invoke", checked: 2026-11-01}
    knowledge: {retries: Retries, status-codes: Status codes, path: The way of an event}
  - id: pricing
    title: Pricing
    read: {title: "Pricing page", url: "https://docs.example.com/pricing", checked: 2026-11-01}
    knowledge: {requests: Requests}
"""

NOTES = """\
claims:
  - {id: S001, lines: "1", claim: "At most 3,008 MB of memory", verdict: superseded, today: "10,240 MB"}
  - {id: S002, lines: "2", claim: "Two retries", verdict: holds, today: "Two retries"}
"""

MISCONCEPTIONS = """\
misconceptions:
  - id: counts-retries-only
    title: Counted the retries only
    wrong: The first attempt was left out.
    right: Attempts are the first one and its retries.
    source: {title: "Guide, retries", url: "https://docs.example.com/retries", checked: 2026-11-01}
"""

RETIRED = """\
retired:
  - {id: limits-old, why: asked the same twice}
"""

FACTS = """\
facts:
  - id: limits.memory.max
    says: The most memory a function can have.
    unit: MB
    values:
      - {value: 3008}
      - {from: 2020-12-01, value: 10240}
    change: Since 1 December 2020 it is 10,240 MB; before it was 3,008 MB.
    source: {title: "Guide, quotas", url: "https://docs.example.com/limits"}
    checked: 2026-11-01
    status: seen
  - id: invoke.retries
    says: Retries of an asynchronous event.
    unit: retries
    values:
      - {value: 2}
    source: {title: "Guide, retries", url: "https://docs.example.com/retries"}
    checked: 2026-11-01
    status: seen
  - id: invoke.remembered
    says: Something nobody looked up.
    values:
      - {value: maybe}
    source: {title: "Guide, retries", url: "https://docs.example.com/retries"}
    checked: 2026-11-01
    status: memory
  - id: invoke.quarrelled
    says: Something that two pages say differently.
    values:
      - {value: true}
    disputed: guide and API reference differ
    source: {title: "Guide, retries", url: "https://docs.example.com/retries"}
    checked: 2026-11-01
    status: seen
  - id: limits.storage.max
    says: The most ephemeral storage, from a day inside a window.
    unit: MB
    values:
      - {value: 512}
      - {from: 2022-03-01, by: 2022-04-01, value: 10240}
    change: In March 2022 it became 10,240 MB; before it was 512 MB.
    source: {title: "Guide, quotas", url: "https://docs.example.com/limits"}
    checked: 2026-11-01
    status: seen
"""

LIMITS = """\
topic: limits
items:
  - id: limits-memory
    version: 1
    type: single
    domain: development
    level: recall
    knowledge: [memory]
    notes: [S001]
    then_and_now: limits.memory.max
    facts: [limits.memory.max]
    valid: {from: 2020-12-01}
    stem: How much memory can a function have at most?
    options:
      - key: true
        text: 10,240 MB
        why: It is so since 1 December 2020.
      - text: 3,008 MB
        why: It was so until then.
      - text: 128 MB
        why: That is the least.
      - text: 6 GB
        why: It never was.
    explanation: The limit was raised in 2020.
    sources:
      - {title: "Guide, quotas", url: "https://docs.example.com/limits", checked: 2026-11-01}

  - id: limits-storage
    version: 1
    type: multiple
    domain: development
    level: apply
    knowledge: [ephemeral-storage]
    stem: Which statements about /tmp are true? (Choose two.)
    options:
      - key: true
        text: It can be enlarged
        why: There is a setting.
      - key: true
        text: It outlives an invocation
        why: The environment is used again.
      - text: It is shared by all environments
        why: Each has its own.
      - text: It is always encrypted with a customer key
        why: It is not.
      - text: It can be mounted from elsewhere
        why: It cannot.
    explanation: Each environment has its own directory.
    sources:
      - {title: "Guide, quotas", url: "https://docs.example.com/limits", checked: 2026-11-01}
"""

INVOCATION = """\
topic: invocation
items:
  - id: invocation-attempts
    version: 2
    type: numeric
    domain: troubleshooting
    level: apply
    knowledge: [retries]
    notes: [S002]
    facts: [invoke.retries]
    stem: How many attempts are made in all at an event that always fails?
    answer:
      value: 3
      unit: attempts
      why: One and two retries.
      slips:
        - value: 2
          why: The first attempt was left out.
          misconception: counts-retries-only
    explanation: Lambda retries twice.
    sources:
      - {title: "Guide, retries", url: "https://docs.example.com/retries", checked: 2026-11-01}

  - id: invocation-path
    version: 1
    type: ordering
    domain: none
    level: apply
    knowledge: [path]
    stem: Put the way of an asynchronous event in order.
    steps:
      - {text: The event is queued, why: First it waits.}
      - {text: The function is invoked, why: Then it runs.}
      - {text: The error is retried, why: Twice.}
      - {text: The destination gets the record, why: At the end.}
    explanation: Queue, run, retry, give up.
    sources:
      - {title: "Guide, invoking", url: "https://docs.example.com/invoke", checked: 2026-11-01}
"""

PRICING = """\
topic: pricing
items:
  - id: pricing-codes
    version: 1
    type: matching
    topic: invocation
    domain: none
    level: recall
    knowledge: [status-codes]
    stem: Which status code belongs to which invocation type?
    pairs:
      - {left: RequestResponse, right: "200", why: The answer is there.}
      - {left: Event, right: "202", why: It was taken in.}
      - {left: DryRun, right: "204", why: There is nothing to say.}
    decoys:
      - {text: "429", why: That is throttling.}
    explanation: Three types, three codes.
    sources:
      - {title: "Guide, invoking", url: "https://docs.example.com/invoke", checked: 2026-11-01}
"""

FILES: dict[str, str] = {
    "bank.yaml": "strict: true\n",
    "topics.yaml": TOPICS,
    "notes.yaml": NOTES,
    "misconceptions.yaml": MISCONCEPTIONS,
    "retired.yaml": RETIRED,
    "facts/facts.yaml": FACTS,
    "items/invocation.yaml": INVOCATION,
    "items/limits.yaml": LIMITS,
    "items/pricing.yaml": PRICING,
}
IDS = frozenset(("limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"))


def write_small_bank(root: Path, files: dict[str, str] | None = None) -> Path:
    """The bank folder ``root``, written."""
    for name, text in (files or FILES).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def single(item_id: str, topic: str = "limits", point: str = "memory") -> str:
    """The YAML of one more single, for a list of items."""
    return f"""\
  - id: {item_id}
    version: 1
    type: single
    topic: {topic}
    domain: development
    level: recall
    knowledge: [{point}]
    stem: Which one of these is right for {item_id}?
    options:
      - {{key: true, text: the right one, why: It is.}}
      - {{text: the first wrong one, why: It is not.}}
      - {{text: the second wrong one, why: Nor is it.}}
      - {{text: the third wrong one, why: Neither.}}
    explanation: Only one was right.
    sources:
      - {{title: "Guide", url: "https://docs.example.com/", checked: 2026-11-01}}
"""
