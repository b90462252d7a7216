// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

/** What recorded nodes are known to do wrong, and ours does not. */
enum Defect {
    UNDEFINED_MEMBER("a member that no context defines is accepted in a signed JSON-LD document"),
    PROOF_OF_ANOTHER_REQUEST("a DPoP proof for another method or URL is accepted at the token endpoint"),
    OLD_PROOF("a DPoP proof of another time is accepted at the token endpoint"),
    REPLAYED_PROOF("a DPoP proof is accepted twice at the token endpoint"),
    STATUS_LIST_COPY("a revoked credential is accepted on a copy of the status list of up to 15 minutes ago"),
    REVOKED_STAYS_ACTIVE("a token stays active after its credential was revoked"),
    CRASH("the connection is closed without an answer when an array meets a pattern filter"),
    OLD_KEY_SIGNS_ON("the old key signs on after a key was added; here the new one signs from 6 minutes on"),
    MORE_SCOPE_THAN_GRANTED("the caller is told the scope that it asked for, not the one that was granted"),
    CACHED_ERROR("an error may be cached for 5 minutes"),
    INTERNAL_ERROR("the status does not tell the caller whose mistake it is"),
    ARRAY_FORMAT("an array of JWT presentations is refused when its format is said to be jwt_vp"),
    DELETED_SERVICE("a service stays in the DID document after it was deleted");

    private final String description;

    Defect(String description) {
        this.description = description;
    }

    /** The defect in words. */
    String text() {
        return "defect of theirs: " + description;
    }

    /** The defect in words, with where it shows. */
    String text(String detail) {
        return text() + " (" + detail + ")";
    }
}
