// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalletsTest {

    private final TestNode node = new TestNode();
    private final Did issuer = node.subject("a");
    private final Did holder = node.subject("b");

    @Test
    void takesInWhatVerifiesAndIsAboutTheSubject() throws Exception {
        String credential = organisation(holder);

        assertThat(node.load("b", credential)).isInstanceOf(LoadOutcome.Loaded.class);
        assertThat(node.load("a", credential)).isInstanceOf(LoadOutcome.NotOwn.class);
        assertThat(node.load("nobody", credential)).isInstanceOf(LoadOutcome.UnknownSubject.class);
        assertThat(node.load("b", tampered(credential)))
                .isEqualTo(new LoadOutcome.Refused(CredentialRefusal.SIGNATURE));
        assertThat(node.wallets.list(new SubjectId("b"))).hasSize(1);
    }

    @Test
    void neverOffersAnExpiredCredential() throws Exception {
        assertThat(node.load("b", organisation(holder))).isInstanceOf(LoadOutcome.Loaded.class);
        assertThat(node.wallets.usable(new SubjectId("b"), holder)).hasSize(1);

        node.clock.advance(Duration.ofDays(30));

        assertThat(node.wallets.usable(new SubjectId("b"), holder)).isEmpty();
        assertThat(node.wallets.list(new SubjectId("b"))).hasSize(1);
    }

    @Test
    void refusesACredentialOfADeactivatedIssuer() throws Exception {
        String credential = organisation(holder);
        assertThat(node.subjects.deactivate(new SubjectId("a"))).isPresent();

        assertThat(node.load("b", credential))
                .isEqualTo(new LoadOutcome.Refused(CredentialRefusal.ISSUER_NOT_RESOLVED));
    }

    @Test
    void leavesOutWhatCannotBeReadAnyMoreAndTellsOfIt() throws Exception {
        InMemoryStores.Wallets store = new InMemoryStores.Wallets();
        List<String> unreadable = new ArrayList<>();
        Wallets wallets = new Wallets(
                node.subjects,
                store,
                node.credentials,
                (subject, credential) -> unreadable.add(subject.value() + " " + credential),
                node.clock);
        SubjectId subject = new SubjectId("b");
        assertThat(wallets.load(subject, UnverifiedCredential.parse(organisation(holder))))
                .isInstanceOf(LoadOutcome.Loaded.class);
        store.put(subject, new HeldCredential("did:web:a#1", "damaged"));

        assertThat(wallets.usable(subject, holder)).hasSize(1);
        assertThat(unreadable).containsExactly("b did:web:a#1");
        assertThat(wallets.remove(subject, "did:web:a#1")).isTrue();
        assertThat(wallets.list(subject)).hasSize(1);
        assertThat(unreadable).hasSize(1);
    }

    private String organisation(Did about) throws Exception {
        return node.issue(
                issuer,
                about,
                CredentialType.NUTS_ORGANIZATION,
                "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}");
    }

    private static String tampered(String jwt) {
        int index = jwt.length() - 5;
        return jwt.substring(0, index) + (jwt.charAt(index) == 'A' ? 'B' : 'A') + jwt.substring(index + 1);
    }
}
