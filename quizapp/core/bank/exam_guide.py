"""The task statements of the exam guide (DVA-C02), by which questions are counted and drawn."""

from __future__ import annotations

from collections.abc import Mapping

TASKS: Mapping[str, str] = {
    "1.1": "Develop code for applications hosted on AWS",
    "1.2": "Develop code for AWS Lambda",
    "1.3": "Use data stores in application development",
    "2.1": "Implement authentication and authorization",
    "2.2": "Implement encryption by using AWS services",
    "2.3": "Manage sensitive data in application code",
    "3.1": "Prepare application artifacts to be deployed",
    "3.2": "Test applications in development environments",
    "3.3": "Automate deployment testing",
    "3.4": "Deploy code by using CI/CD services",
    "4.1": "Assist in a root cause analysis",
    "4.2": "Instrument code for observability",
    "4.3": "Optimize applications",
}
NO_TASK = "none"
"""The task of questions that no exam asks: history, price arithmetic, single figures."""
_DOMAINS = {"1": "development", "2": "security", "3": "deployment", "4": "troubleshooting"}


def domain_of(task: str) -> str:
    """Return the domain that a task belongs to; "none" for no task."""
    return _DOMAINS.get(task[:1], "none")


def is_examined(task: str) -> bool:
    """Whether an exam asks questions of this task; not so where nobody named one."""
    return task in TASKS
