"""The frontier between money, people reached and fairness, with the plan behind each point."""
