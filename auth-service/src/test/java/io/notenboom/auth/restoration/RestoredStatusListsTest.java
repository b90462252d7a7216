// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.restoration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.restoration.RestoredStatusLists.Outcome;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.statuslist.StatusListCredentials;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.status.StatusListType;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoredStatusListsTest {

    private final TestNode node = new TestNode();
    private final Did issuer = node.subject("issuer");
    private final StatusListCredentials published =
            new StatusListCredentials(node.statusListStore, node.addresses, node.subjects, node.signers, node.clock);
    /** Of the node after a restore: the journal is as empty as the store. */
    private final StatusLists lists = new StatusLists(
            node.statusListStore, new InMemoryCredentialStores.Journal(), node.addresses, new SecureRandom());

    private final RestoredStatusLists restored = new RestoredStatusLists(
            node.subjects,
            lists,
            node.addresses,
            new CredentialRevocation(node.issued, lists, new Revocations(node.tokens, node.events)));

    private ObjectNode list(StatusListType type) {
        return published
                .find(new Address(new StatusListPage(issuer, 1), type))
                .orElseThrow()
                .deepCopy();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPublishedListShowsAsRevokedIsRevokedAgainEvenAfterTheListExpired(StatusListType type) {
        CredentialStatus lost = node.statusLists.take(issuer, type);
        assertThat(node.statusLists.revoke(lost)).isTrue();
        ObjectNode list = list(type);
        node.statusListStore.lose();
        node.clock.advance(Duration.ofDays(3));
        assertThat(restored.take(list.toString()))
                .isInstanceOfSatisfying(Outcome.Taken.class, taken -> assertThat(taken.changed())
                        .isPositive());
        assertThat(lists.state(lost, issuer)).isEqualTo(CredentialStatusChecker.Outcome.REVOKED);
        assertThat(restored.take(list.toString())).isEqualTo(new Outcome.Taken(0));
    }

    @Test
    void aListThatWasChangedOrIsOfAnotherIsRefused() {
        CredentialStatus unusedEntry = node.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
        ObjectNode changed = list(StatusListType.STATUS_LIST_2021);
        changed.withObject("/credentialSubject").put("encodedList", "H4sIAAAAAAAA_wMAAAAAAAAAAAA");
        assertThat(restored.take(changed.toString())).isInstanceOf(Outcome.Refused.class);
        ObjectNode elsewhere = list(StatusListType.STATUS_LIST_2021);
        elsewhere.withObject("/credentialSubject").put("id", "https://else.example/statuslist/did:web:x/1");
        assertThat(restored.take(elsewhere.toString())).isInstanceOf(Outcome.Refused.class);
        assertThat(restored.take("{}")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void everyIssuerSkipsPages() {
        Did second = node.subject("second");
        CredentialStatus unusedEntry = node.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
        assertThat(restored.skip(16)).isGreaterThanOrEqualTo(2);
        assertThat(lists.take(issuer, StatusListType.STATUS_LIST_2021).listCredential())
                .endsWith("/18");
        assertThat(lists.take(second, StatusListType.STATUS_LIST_2021).listCredential())
                .endsWith("/17");
    }

    @Test
    void aCredentialThatIsNotKnownIsSaid() {
        assertThat(restored.revoke(DidUrl.parse(issuer.value() + "#unknown"))).isFalse();
    }
}
