// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.status.StatusList;
import io.notenboom.trust.status.StatusListReader;
import io.notenboom.trust.status.StatusListType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusListCredentialsTest {

    private final TestNode node = new TestNode();
    private final Did issuer = node.subject("issuer");
    private final StatusListCredentials lists =
            new StatusListCredentials(node.statusListStore, node.addresses, node.subjects, node.signers, node.clock);

    private static Address address(Did issuer, int page, StatusListType type) {
        return new Address(new StatusListPage(issuer, page), type);
    }

    private ObjectNode list(StatusListType type) {
        return lists.find(address(issuer, 1, type)).orElseThrow();
    }

    private StatusList read(StatusListType type) throws Exception {
        CredentialVerifier verifier = new CredentialVerifier(
                did -> node.subjects.document(node.subjects.activeDid(did).orElseThrow()),
                SignatureAlgorithm.all(),
                CredentialStatusChecker.knowingNone());
        String url = node.addresses.url(new StatusListPage(issuer, 1), type);
        return new StatusListReader(verifier::checkSignature)
                .read(type, list(type).toString(), url, issuer, node.clock.instant());
    }

    @Test
    void bothFormsAreSignedAndTellWhatIsRevoked() throws Exception {
        for (StatusListType type : StatusListType.values()) {
            CredentialStatus revoked = node.statusLists.take(issuer, type);
            CredentialStatus valid = node.statusLists.take(issuer, type);
            assertThat(read(type).isSet(revoked)).isFalse();
            assertThat(node.statusLists.revoke(revoked)).isTrue();
            assertThat(read(type).isSet(revoked)).as("at once").isTrue();
            assertThat(read(type).isSet(valid)).isFalse();
            assertThat(read(type).entries()).isEqualTo(131_072);
        }
    }

    @Test
    @DisplayName("issuer: status list form, base64url, 24 h")
    void theFormIsThatOfNutsNodes() {
        CredentialStatus unused = node.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
        ObjectNode list = list(StatusListType.STATUS_LIST_2021);
        assertThat(list.path("id").asText()).startsWith(issuer.value() + "#");
        assertThat(list.at("/credentialSubject/id").asText())
                .isEqualTo("https://node.example:8443/statuslist/" + issuer.value() + "/1");
        assertThat(list.at("/type/0").asText()).isEqualTo("VerifiableCredential");
        assertThat(list.at("/type/1").asText()).isEqualTo("StatusList2021Credential");
        assertThat(list.at("/credentialSubject/statusPurpose").asText()).isEqualTo("revocation");
        Instant issued = Instant.parse(list.path("issuanceDate").asText());
        assertThat(Instant.parse(list.path("expirationDate").asText())).isEqualTo(issued.plus(Duration.ofHours(24)));
    }

    @Test
    void aListComesFromMemoryUntilLessThanSixHoursAreLeft() {
        CredentialStatus entry = node.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
        String first = list(StatusListType.STATUS_LIST_2021).path("id").asText();
        node.clock.advance(Duration.ofHours(18));
        assertThat(list(StatusListType.STATUS_LIST_2021).path("id").asText()).isEqualTo(first);
        node.clock.advance(Duration.ofSeconds(1));
        String second = list(StatusListType.STATUS_LIST_2021).path("id").asText();
        assertThat(second).isNotEqualTo(first);
        assertThat(node.statusLists.revoke(entry)).isTrue();
        assertThat(list(StatusListType.STATUS_LIST_2021).path("id").asText()).isNotEqualTo(second);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        CredentialStatus unused = node.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
        StatusListType type = StatusListType.STATUS_LIST_2021;
        assertThat(lists.find(address(issuer, 2, type))).isEmpty();
        assertThat(lists.find(address(new Did("did:web:else.example"), 1, type)))
                .isEmpty();
        assertThat(lists.find(address(issuer, 1, type))).isPresent();
        assertThat(node.subjects.deactivate(new SubjectId("issuer"))).isPresent();
        assertThat(lists.find(address(issuer, 1, type)))
                .as("its DID signs no more")
                .isEmpty();
    }
}
