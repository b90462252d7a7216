// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusListType;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StatusListsTest {

    private static final Did ISSUER = new Did("did:web:node.example%3A8443:iam:i");
    private static final Did OTHER = new Did("did:web:node.example%3A8443:iam:o");
    private static final StatusListPage FIRST = new StatusListPage(ISSUER, 1);

    private final InMemoryCredentialStores.StatusLists store = new InMemoryCredentialStores.StatusLists();
    private final InMemoryCredentialStores.Journal journal = new InMemoryCredentialStores.Journal();
    private final StatusListAddresses addresses = new StatusListAddresses(new PublicUrl("https://node.example:8443"));
    private final StatusLists lists = process();

    private StatusLists process() {
        return new StatusLists(store, journal, addresses, new SecureRandom());
    }

    private CredentialStatus take() {
        return lists.take(ISSUER, StatusListType.STATUS_LIST_2021);
    }

    private static int index(CredentialStatus entry) {
        return Integer.parseInt(String.valueOf(entry.index()));
    }

    @Test
    void entriesHaveTheAddressesThatNutsNodesGiveThem() {
        CredentialStatus entry = take();
        String url = "https://node.example:8443/statuslist/did:web:node.example%3A8443:iam:i/1";
        assertThat(entry.listCredential()).isEqualTo(url);
        assertThat(entry.id()).isEqualTo(url + "#" + entry.index());
        assertThat(entry.type()).isEqualTo("StatusList2021Entry");
        assertThat(entry.purpose()).isEqualTo("revocation");
        assertThat(lists.take(ISSUER, StatusListType.BITSTRING).listCredential())
                .isEqualTo(url + "/bitstring");
    }

    @Test
    void entriesAreDrawnAtRandomAndNeverGivenTwice() {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            indices.add(index(take()));
        }
        assertThat(indices).doesNotHaveDuplicates().allMatch(index -> index >= 0 && index < StatusLists.ENTRIES);
        assertThat(indices).isNotEqualTo(indices.stream().sorted().toList());
        assertThat(indices.stream().filter(index -> index < StatusLists.ENTRIES / 2))
                .hasSizeBetween(800, 1200);
    }

    @Test
    void manyAtOnceGetDifferentEntries() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            StatusLists process = i % 2 == 0 ? lists : process();
            calls.add(() -> index(process.take(ISSUER, StatusListType.STATUS_LIST_2021)));
        }
        List<Integer> indices = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> taken : executor.invokeAll(calls)) {
                indices.add(taken.get());
            }
        }
        assertThat(indices).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void aPageThatIsHalfFullIsLeft() {
        CredentialStatus early = take();
        for (int index = 0; store.inUse(FIRST) < StatusLists.FULL; index++) {
            boolean unusedTaken = store.take(FIRST, index);
        }
        assertThat(take().listCredential()).endsWith("/2");
        assertThat(take().listCredential()).endsWith("/2");
        assertThat(lists.state(early, ISSUER)).isEqualTo(Outcome.VALID);
    }

    @Test
    void aRevocationCountsAtOnceAndOnce() {
        CredentialStatus entry = take();
        assertThat(lists.state(entry, ISSUER)).isEqualTo(Outcome.VALID);
        assertThat(lists.revoke(entry)).isTrue();
        assertThat(process().state(entry, ISSUER)).isEqualTo(Outcome.REVOKED);
        assertThat(lists.revoke(entry)).isFalse();
    }

    @Test
    void whatIsNotAnEntryOfTheIssuerIsUnknown() {
        CredentialStatus entry = take();
        String url = addresses.url(FIRST, StatusListType.STATUS_LIST_2021);
        String type = entry.type();
        assertThat(lists.state(entry, OTHER)).isEqualTo(Outcome.UNKNOWN);
        String free = Integer.toString(index(entry) == 0 ? 1 : 0);
        for (CredentialStatus wrong : List.of(
                new CredentialStatus(entry.id(), type, "revocation", free, url),
                new CredentialStatus(entry.id(), type, "suspension", entry.index(), url),
                new CredentialStatus(entry.id(), type, "revocation", "131072", url),
                new CredentialStatus(entry.id(), type, "revocation", "-1", url),
                new CredentialStatus(entry.id(), type, "revocation", entry.index(), url + "/bitstring"),
                new CredentialStatus(entry.id(), type, "revocation", entry.index(), url + "0"),
                new CredentialStatus(entry.id(), type, "revocation", entry.index(), "https://node.example:8443/x"))) {
            assertThat(lists.state(wrong, ISSUER)).as(wrong.toString()).isEqualTo(Outcome.UNKNOWN);
        }
        CredentialStatus foreign = new CredentialStatus("x", type, "revocation", "1", "https://else.example/1");
        assertThat(lists.isOwn(foreign)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> {
            boolean unusedRevoked = lists.revoke(foreign);
        });
    }

    @Test
    void aStoreThatWasPutBackGetsRevocationsBackAndGivesNoEntryTwice() {
        CredentialStatus revoked = take();
        CredentialStatus valid = take();
        assertThat(lists.revoke(revoked)).isTrue();
        store.lose();
        assertThat(lists.state(valid, ISSUER)).isEqualTo(Outcome.UNKNOWN);
        assertThat(lists.restoreWhatTheStoreLost()).isEqualTo(3);
        assertThat(lists.state(revoked, ISSUER)).isEqualTo(Outcome.REVOKED);
        assertThat(lists.state(valid, ISSUER)).isEqualTo(Outcome.VALID);
        assertThat(take().listCredential()).endsWith("/2");
        assertThat(lists.restoreWhatTheStoreLost()).isZero();
    }

    @Test
    void aRestartNoticesARestoreToo() {
        CredentialStatus revoked = take();
        assertThat(lists.revoke(revoked)).isTrue();
        store.lose();
        StatusLists restarted = process();
        assertThat(restarted.take(ISSUER, StatusListType.STATUS_LIST_2021).listCredential())
                .endsWith("/2");
        assertThat(restarted.state(revoked, ISSUER)).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void aPageThatLackedSomethingStaysClosedAfterAnotherRestart() {
        CredentialStatus unusedBefore = take();
        store.lose();
        assertThat(process().restoreWhatTheStoreLost()).isEqualTo(1);
        StatusLists restarted = process();
        assertThat(restarted.restoreWhatTheStoreLost()).isZero();
        assertThat(restarted.take(ISSUER, StatusListType.STATUS_LIST_2021).listCredential())
                .endsWith("/2");
    }

    @Test
    void skippedPagesGiveNoEntriesInAnyProcess() {
        CredentialStatus unusedBefore = take();
        assertThat(lists.skip(ISSUER, 16)).isEqualTo(18);
        assertThat(take().listCredential()).endsWith("/18");
        assertThat(process().take(ISSUER, StatusListType.STATUS_LIST_2021).listCredential())
                .endsWith("/18");
        assertThat(lists.skip(OTHER, 16)).as("an issuer that had no page").isEqualTo(17);
        assertThat(lists.take(OTHER, StatusListType.BITSTRING).listCredential()).endsWith("/17/bitstring");
        assertThat(lists.skip(ISSUER, 1)).as("skipped once more").isEqualTo(20);
    }

    @Test
    void whatIsRevokedAgainIsRevokedInTheStoreAndTheJournal() {
        CredentialStatus before = take();
        assertThat(lists.revokeAgain(FIRST, List.of(index(before)))).isEqualTo(1);
        assertThat(lists.revokeAgain(FIRST, List.of(index(before)))).isZero();
        assertThat(lists.state(before, ISSUER)).isEqualTo(Outcome.REVOKED);
        store.lose();
        assertThat(lists.restoreWhatTheStoreLost()).isPositive();
        assertThat(lists.state(before, ISSUER)).isEqualTo(Outcome.REVOKED);
    }
}
