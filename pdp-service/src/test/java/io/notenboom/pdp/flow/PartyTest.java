// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PartyTest {

    private static final Set<String> DID = Set.of("did:web:host.example:iam:b");
    private static final Set<String> CLIENT = Set.of("https://host.example/oauth2/b");

    /** On a shared host a neighbour can state any path as its client id. */
    @Test
    void aClientIdSpeaksForNobodyWhoHasAnotherIdentifier() {
        Party claimed = new Party(Set.of(), CLIENT, null);
        assertThat(claimed.identified()).isFalse();
        assertThat(new Party(DID, CLIENT, null).identifiedBy(claimed)).isFalse();
        assertThat(new Party(Set.of(), CLIENT, "1").identifiedBy(claimed)).isFalse();
    }

    @Test
    void aClientIdSpeaksForWhoIsNamedByNothingElse() {
        Party known = new Party(Set.of(), CLIENT, null);
        assertThat(known.identifiedBy(new Party(DID, CLIENT, "1"))).isTrue();
        assertThat(known.identifiedBy(new Party(DID, Set.of("https://host.example/oauth2/c"), "1")))
                .isFalse();
        assertThat(known.identifiedBy(new Party(DID, Set.of(), "1"))).isFalse();
    }

    @Test
    void aDidOrTheUraNumberDoes() {
        assertThat(Party.ofDids(DID).identifiedBy(new Party(DID, CLIENT, "1"))).isTrue();
        assertThat(new Party(Set.of(), Set.of(), "1").identifiedBy(new Party(DID, CLIENT, "1")))
                .isTrue();
    }

    @Test
    void whatBothHaveMustNotDisagree() {
        Party known = new Party(DID, CLIENT, "1");
        assertThat(known.identifiedBy(new Party(DID, CLIENT, "1"))).isTrue();
        assertThat(known.identifiedBy(new Party(DID, CLIENT, "2"))).isFalse();
        assertThat(known.identifiedBy(new Party(DID, Set.of("https://host.example/oauth2/c"), "1")))
                .isFalse();
        assertThat(known.identifiedBy(new Party(Set.of("did:web:other.example"), CLIENT, "1")))
                .isFalse();
    }

    @Test
    void withoutIdentifiersItIsNobody() {
        Party nobody = Party.ofDids(Set.of());
        assertThat(nobody.identifiedBy(nobody)).isFalse();
        assertThat(nobody.identifiedBy(Party.ofDids(DID))).isFalse();
        assertThat(Party.ofDids(DID).identifiedBy(nobody)).isFalse();
    }
}
