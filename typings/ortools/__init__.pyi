# Only what app/ uses: the types OR-tools ships are wrong about arrays (ndarray[int32, …]).
