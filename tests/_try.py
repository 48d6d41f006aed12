import highspy
from mapping.solve.session import HighsSession
import mapping.solve.arrays as A
import sys
TOL=float(sys.argv[1])
o=HighsSession._subscribe
def sub(self):
    for n in ("mip_feasibility_tolerance","primal_feasibility_tolerance"): self._highs.setOptionValue(n,TOL)
    o(self)
HighsSession._subscribe=sub
class H(highspy.Highs):
    def __init__(self):
        super().__init__()
        for n in ("mip_feasibility_tolerance","primal_feasibility_tolerance"): self.setOptionValue(n,TOL)
class NS: pass
ns=NS()
for k in dir(highspy): setattr(ns,k,getattr(highspy,k))
ns.Highs=H
A.highspy=ns
from test_brute_force import *
bad={}
for seed in [*range(300),*HARD]:
    c=random_case(seed)
    w=[disagreement(c), breaches(c), *(unsound(with_stages(c,gap=g)) for g in (0.,.3))]
    if any(w): bad[seed]=[x[:110] for x in w]
for k,v in bad.items(): print(k,v)
