"""English words that are no slips, though a deck may lack them and know one that looks like them.

Found by having a deck read some 2,000 everyday words. One that is missing is at worst taken for a
slip in another, as every word was before.
"""

from typing import Final

_WORDS: Final = """
    adopt adopted alter altered assure believing buying catching celebrate charging cheering
    claiming concerned concerning conducted confession considered construct consume contend
    convince convinced creation curation declined decorate defend demanding desire desiring
    devoted drinking employing enjoying exciting excluding executed expanding explore explored
    exploring exposing fighting funding granting greet gross guiding harsh hesitate hunting
    imposing indication inherent inserting inspecting intend intended intention interact
    interacting interrupt invested inviting lacking lately leaning logically loyal maintain
    maintained maintaining marking mental messing moral mounting movement native noticing
    objection offering opposing overcome overcoming pause pausing perfection preserve preserved
    pressing pride print printed printing proceeding promoting promotion protect protected
    protection provided providing proving pursuing qualify reaching ready realizing reckoning
    reflected remarking reply replying reporting resisting respected retain retained retaining
    revealed scare scream securing seize severely shock shooting spare spell spill spoiling
    steal stiff stimulate stimulated striking strive swell tackle tackling tasting thick
    thorough threat tough treating trusting twisting typing unite vague valuable wasting
"""
REAL_WORDS: Final = frozenset(_WORDS.split())
