"""One file of tests for each rule of the shelf; tests/test_rules.py says what each must hold."""
