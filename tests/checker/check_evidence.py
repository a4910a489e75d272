#!/usr/bin/env python3
"""Checks a file of evidence that tonggu wrote, written from src/README.md alone: python3 check_evidence.py FILE [SEAL]

Exit 0 where everything fits, 1 where something does not. Standard library only.
"""

import hashlib
import re
import sys


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def split(count):
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = split(len(leaves))
    return sha256(b"\1", root(leaves[:left]), root(leaves[left:]))


def digest(text, length=32):
    """Bytes from exactly as many small hexadecimal digits."""
    if not re.fullmatch(f"[0-9a-f]{{{2 * length}}}", text):
        raise ValueError(f"{text}: no {length} bytes in small hexadecimal digits")
    return bytes.fromhex(text)


def record(records, name, fields):
    """The fields of the record that must come next."""
    if not records or records[0][0] != name or len(records[0]) != fields + 1:
        raise ValueError(f"a record {name} of {fields} fields should stand here")
    return records.pop(0)[1:]


def check_statement(records, body, statements):
    (salt,) = record(records, "salt", 1)
    node = sha256(b"\0", digest(salt, 16), body)
    while records:
        side, beside = record(records, "beside", 2)
        if side not in ("left", "right"):
            raise ValueError(f"{side}: neither left nor right")
        pair = (digest(beside), node) if side == "left" else (node, digest(beside))
        node = sha256(b"\1", *pair)
    if node != statements:
        raise ValueError("the proof does not lead to the root")


def check_run(records, body, inputs, worksheet, statements):
    """What only who knows the rules can compute again (whose leaf is whose, and its salt) stays unchecked here."""
    lengths = record(records, "length", 2)
    first = int(lengths[0])
    if lengths != [str(first), str(len(body) - first)]:
        raise ValueError("the lengths are not those of the parts")
    if sha256(body[:first]) != inputs or sha256(body[first:]) != worksheet:
        raise ValueError("inputs or worksheet are not those that were sealed")
    leaves = []
    while records:
        _, salt, leaf = record(records, "leaf", 3)
        digest(salt, 16)
        leaves.append(digest(leaf))
    if root(leaves) != statements:
        raise ValueError("the leaves do not make the root")


def check(file, published):
    head, body = file.split(b"\n\n", 1)
    records = [line.decode().split("\t") for line in head.split(b"\n")]
    kind = records[0][0]
    if kind not in ("tonggu-statement", "tonggu-run") or record(records, kind, 1) != ["1"]:
        raise ValueError("no evidence, or another version")
    run, cooperative = record(records, "run", 2)
    seal, inputs, worksheet, statements = map(digest, record(records, "seal", 4))
    if sha256(inputs, worksheet, statements) != seal:
        raise ValueError("the seal is not that of its parts")
    if published and (len(published) < 12 or not seal.hex().startswith(published)):
        raise ValueError("another seal than the published one, or too few digits of it")
    if kind == "tonggu-statement":
        check_statement(records, body, statements)
        sealed = body.split(b"\n", 1)[0].decode().split("\t")[1:3]
    else:
        check_run(records, body, inputs, worksheet, statements)
        _, named, numbered = (line.split("\t") for line in body.decode().split("\n", 3)[:3])
        sealed = [f"{numbered[1]}#{numbered[2]}", named[2]]
    if sealed != [run, cooperative]:
        raise ValueError("the head names another run or cooperative than what was sealed")
    return f"{cooperative} {run} {seal.hex()}"


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as opened:
            print(check(opened.read(), sys.argv[2] if len(sys.argv) > 2 else ""))
    except (ValueError, IndexError, RecursionError, StopIteration) as flaw:
        sys.exit(f"{sys.argv[1]}: {flaw}")
