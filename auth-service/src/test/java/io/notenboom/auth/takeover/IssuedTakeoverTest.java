// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.CreateSubjectOutcome;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.takeover.IssuedTakeover.Counts;
import io.notenboom.auth.takeover.IssuedTakeover.Issued;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.status.StatusListType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuedTakeoverTest {

    private static final String HOST = "https://node.example";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final PublicUrl publicUrl = new PublicUrl(HOST);
    private final Subjects subjects = new Subjects(new InMemoryStores.Subjects(), custodian, publicUrl, clock);
    private final InMemoryStores.Issued issued = new InMemoryStores.Issued();
    private final InMemoryCredentialStores.StatusLists entries = new InMemoryCredentialStores.StatusLists();
    private final StatusLists lists = new StatusLists(
            entries, new InMemoryCredentialStores.Journal(), new StatusListAddresses(publicUrl), new SecureRandom());
    private final IssuedTakeover takeover = new IssuedTakeover(subjects, issued, lists);
    private Did issuer = new Did("did:web:node.example:iam:x");

    @BeforeEach
    void ownsTheIssuer() {
        custodian.create(KeyPurpose.DID);
        CreateSubjectOutcome created = subjects.create(new SubjectId("west"));
        assertThat(created).isInstanceOf(CreateSubjectOutcome.Created.class);
        issuer = ((CreateSubjectOutcome.Created) created)
                .subject()
                .dids()
                .getFirst()
                .did();
    }

    private Issued credential(Did by, String fragment, int index, boolean revoked) throws Exception {
        String list = HOST + "/statuslist/" + by + "/1";
        String json = """
                {"@context":["https://www.w3.org/2018/credentials/v1","https://nuts.nl/credentials/v1"],
                 "id":"%1$s#%2$s","type":["NutsOrganizationCredential","VerifiableCredential"],"issuer":"%1$s",
                 "issuanceDate":"2025-01-01T00:00:00Z",
                 "credentialSubject":{"id":"did:web:else.example","organization":{"name":"Zorg","city":"Dorp"}},
                 "credentialStatus":{"id":"%3$s#%4$d","type":"StatusList2021Entry","statusPurpose":"revocation",
                   "statusListIndex":"%4$d","statusListCredential":"%3$s"},
                 "proof":{"type":"JsonWebSignature2020","proofPurpose":"assertionMethod","created":"2025-01-01T00:00:00Z",
                   "verificationMethod":"%1$s#k","jws":"eyJhbGciOiJFUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..AA"}}
                """.formatted(by, fragment, list, index);
        return new Issued(UnverifiedCredential.parse(new ObjectMapper().readTree(json)), revoked);
    }

    private Outcome state(Issued one) {
        return lists.state(one.credential().content().statuses().getFirst(), issuer);
    }

    @Test
    void whatWasRevokedStaysRevokedAndTheOthersCanBe() throws Exception {
        Issued good = credential(issuer, "a", 0, false);
        Issued revoked = credential(issuer, "b", 1, true);
        assertThat(takeover.take(List.of(good, revoked))).isEqualTo(new Counts(2, 0));
        assertThat(state(good)).isEqualTo(Outcome.VALID);
        assertThat(state(revoked)).isEqualTo(Outcome.REVOKED);
        assertThat(issued.issuedBy(issuer)).hasSize(2);
        assertThat(lists.revoke(good.credential().content().statuses().getFirst()))
                .isTrue();
    }

    @Test
    void newEntriesComeOnAnotherPage() throws Exception {
        takeover.take(List.of(credential(issuer, "a", 0, false)));
        for (int index = 0; index < 50; index++) {
            CredentialStatus entry = lists.take(issuer, StatusListType.STATUS_LIST_2021);
            assertThat(entry.listCredential()).endsWith("/2");
        }
    }

    @Test
    void isRepeatedAfterMoreWasRevokedThere() throws Exception {
        takeover.take(List.of(credential(issuer, "a", 0, false)));
        Issued later = credential(issuer, "a", 0, true);
        assertThat(takeover.take(List.of(later, credential(issuer, "b", 1, false))))
                .isEqualTo(new Counts(1, 1));
        assertThat(state(later)).isEqualTo(Outcome.REVOKED);
        assertThat(takeover.take(List.of(credential(issuer, "a", 0, false)))).isEqualTo(new Counts(0, 1));
        assertThat(state(later)).as("for ever").isEqualTo(Outcome.REVOKED);
    }

    @Test
    void anEntryThatWasGivenHereIsNotTakenAgain() throws Exception {
        CredentialStatus own = lists.take(issuer, StatusListType.STATUS_LIST_2021);
        int index = Integer.parseInt(String.valueOf(own.index()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> takeover.take(List.of(credential(issuer, "a", index, true))))
                .withMessageContaining("another credential");
        assertThat(lists.state(own, issuer)).isEqualTo(Outcome.VALID);
    }

    @Test
    void nothingIsTakenWhenOneIsUnfit() throws Exception {
        Did foreign = new Did("did:web:node.example:iam:foreign");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        takeover.take(List.of(credential(issuer, "a", 0, false), credential(foreign, "b", 0, false))))
                .withMessageContaining("#b")
                .withMessageContaining("take it over first");
        assertThat(issued.issuedBy(issuer)).isEmpty();
        assertThat(entries.pages(issuer)).isEmpty();
    }
}
