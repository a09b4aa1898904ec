"""Measurements that anyone can run: `make bench`. Each module measures one goal of the project and registers it.

Only ratios of things run in turn in one run are worth comparing; absolute times swing twofold on a busy machine.
"""
