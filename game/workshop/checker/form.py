"""The form of a certificate: which lists, keys and values its JSON is made of."""

from __future__ import annotations

from typing import Any

FORM = {
    "goals": [{"kind": str, "name": str, "file": str, "line": int, "column": int}],
    "groups": [[str]],
    "tables": [{"group": int, "slots": [str], "rows": [[int]]}],
    "cells": [{"episode": str, "block": str, "rests": bool, "tables": [int], "ranks": [int]}],
}
WORDS = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


def misfit(data: Any, form: Any = FORM) -> str:
    """Where some JSON has another form and what it is not, such as `/cells/3/rests is not a list`; empty if it fits."""
    kind: Any = form if isinstance(form, type) else type(form)
    if type(data) is not kind:
        return f" is not {WORDS[kind]}"
    if kind is dict and data.keys() != form.keys():
        return f" is not made of {', '.join(form)}"
    inner = form if kind is dict else dict.fromkeys(range(len(data)), form[0]) if kind is list else {}
    found = ((key, misfit(data[key], inner[key])) for key in inner)
    return next((f"/{key}{wrong}" for key, wrong in found if wrong), "")
