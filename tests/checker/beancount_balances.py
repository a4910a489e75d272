#!/usr/bin/env python3
"""Balances by account as beancount has them, a line each: python3 beancount_balances.py FILE

Exit 1 where beancount finds anything wrong with the file.
"""

import collections
import sys

from beancount import loader
from beancount.core import data

entries, errors, _ = loader.load_file(sys.argv[1])
for error in errors:
    print(error, file=sys.stderr)
sums = collections.Counter()
for entry in entries:
    if isinstance(entry, data.Transaction):
        for posting in entry.postings:
            sums[posting.account] += posting.units.number
for account in sorted(sums):
    print(f"{account}\t{sums[account]:.2f}")
sys.exit(bool(errors))
