"""Print what can be counted of the package: signs of how easy it is to enter, not goals.

``python tests/architecture/figures.py [FOLDER]`` counts ``quizapp`` under FOLDER, a checkout of any commit.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from pathlib import Path


def figures(package: Path) -> dict[str, int]:
    """Count lines, private functions used once, ``Any``, lazy imports, the fullest folder, class names used twice."""
    texts = {path: path.read_text() for path in sorted(package.rglob("*.py"))}
    folders = Counter(path.parent for path in texts if path.name != "__init__.py")
    classes: Counter[str] = Counter()
    once = 0
    for text in texts.values():
        tree = ast.parse(text)
        nodes = list(ast.walk(tree))
        classes.update(n.name for n in nodes if isinstance(n, ast.ClassDef) and not n.name.startswith("_"))
        private = [
            node.name
            for node in nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and re.match(r"_[^_]", node.name)
        ]
        uses = Counter(n.id for n in nodes if isinstance(n, ast.Name))
        uses += Counter(n.attr for n in nodes if isinstance(n, ast.Attribute))
        once += sum(uses[name] == 1 for name in private)
    return {
        "modules": len(texts),
        "lines": sum(text.count("\n") for text in texts.values()),
        "private functions used once": once,
        "lines with Any": sum(len(re.findall(r"^.*\bAny\b.*$", text, re.M)) for text in texts.values()),
        "imports exempt in their line": sum(text.count("PLC0415") for text in texts.values()),
        "files in the fullest folder": max(folders.values()),
        "public class names used twice": sum(count > 1 for count in classes.values()),
    }


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2]
    for name, count in figures(root / "quizapp").items():
        print(f"{name:<32}{count:>8,}")
