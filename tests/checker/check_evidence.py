#!/usr/bin/env python3
"""Checks a file of evidence that tonggu wrote, written from src/README.md alone: python3 check_evidence.py FILE [SEAL]

Exit 0 where everything fits, 1 where something does not. Standard library only.
"""

import hashlib
import sys


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def split(count):
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def climb(node, position, count, path):
    if position >= count:
        raise ValueError("no such leaf")
    if count == 1:
        return node
    left = split(count)
    if position < left:
        below = climb(node, position, left, path)
        return sha256(b"\1", below, path.pop(0))
    below = climb(node, position - left, count - left, path)
    return sha256(b"\1", path.pop(0), below)


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = split(len(leaves))
    return sha256(b"\1", root(leaves[:left]), root(leaves[left:]))


def check(file, published):
    head, body = file.split(b"\n\n", 1)
    records = [line.decode().split("\t") for line in head.split(b"\n")]
    kind, version = records[0]
    if version != "1":
        raise ValueError("another version")
    seal, inputs, worksheet, statements = (bytes.fromhex(text) for text in records[2][1:])
    if sha256(inputs, worksheet, statements) != seal:
        raise ValueError("the seal is not that of its parts")
    if not seal.hex().startswith(published):
        raise ValueError("another seal than the published one")
    if kind == "tonggu-statement":
        salt = bytes.fromhex(records[3][1])
        position, count = (int(text) for text in records[4][1:])
        path = [bytes.fromhex(record[1]) for record in records[5:]]
        if climb(sha256(b"\0", salt, body), position, count, path) != statements or path:
            raise ValueError("the proof does not lead to the root")
        if body.split(b"\n", 1)[0].decode().split("\t") != records[1]:
            raise ValueError("the head names another run or cooperative than the statement")
    elif kind == "tonggu-run":
        lengths = [int(text) for text in records[3][1:]]
        if sum(lengths) != len(body):
            raise ValueError("the lengths are not those of the parts")
        if sha256(body[: lengths[0]]) != inputs or sha256(body[lengths[0] :]) != worksheet:
            raise ValueError("inputs or worksheet are not those that were sealed")
        if root([bytes.fromhex(record[3]) for record in records[4:]]) != statements:
            raise ValueError("the leaves do not make the root")
    else:
        raise ValueError("no evidence")
    return f"{records[1][2]} {records[1][1]} {seal.hex()}"


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as opened:
            print(check(opened.read(), sys.argv[2] if len(sys.argv) > 2 else ""))
    except (ValueError, IndexError, RecursionError) as flaw:
        sys.exit(f"{sys.argv[1]}: {flaw}")
