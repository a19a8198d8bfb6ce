"""How fast the public is answered: ratios measured in one run, never seconds. See docs/performance.md.

`make bench`, or `python -m bench` with `DATABASE_URL` naming an empty PostgreSQL server's database.
"""
