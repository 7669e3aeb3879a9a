# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = હું હજી અવાજ, ફોટો કે ફાઇલ ખોલી શકતો નથી. મેં તે અમારા માણસ માટે સાચવી લીધું છે. રેફરન્સ નંબર: { $reference }. ઉતાવળ હોય તો શબ્દોમાં લખો.
