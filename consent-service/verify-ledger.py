#!/usr/bin/env python3
"""Verifies an export of the consent ledger without any code of the service.

usage: verify-ledger.py PAGE.json...    pages of GET /v1/ledger, in order

A row's hash is SHA-256 over netstrings: "<bytes>:<utf-8>," for a text, "-," for null.
"""
import hashlib
import json
import sys

FIELDS = ["seq", "kind", "decision", "channel", "purpose", "source", "textVersion",
          "decidedAt", "recordedAt", "personalDigest", "previousHash"]


def netstring(value):
    if value is None:
        return b"-,"
    data = str(value).encode()
    return b"%d:%s," % (len(data), data)


def seal(row):
    form = netstring("itinera-ledger-1") + b"".join(netstring(row.get(field)) for field in FIELDS)
    return hashlib.sha256(form).hexdigest()


def main(pages):
    seq, previous = 0, "0" * 64
    for page in pages:
        with open(page, encoding="utf-8") as file:
            for row in json.load(file)["entries"]:
                if row["seq"] != seq + 1 or row["previousHash"] != previous or row["hash"] != seal(row):
                    return f"broken at row {seq + 1}"
                seq, previous = row["seq"], row["hash"]
    return f"intact: {seq} rows, last hash {previous}"


if __name__ == "__main__":
    verdict = main(sys.argv[1:])
    print(verdict)
    sys.exit(0 if verdict.startswith("intact") else 1)
