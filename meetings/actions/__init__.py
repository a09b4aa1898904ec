"""What people do around a meeting: run it, call the roll, greet visitors, meet one-to-one."""
