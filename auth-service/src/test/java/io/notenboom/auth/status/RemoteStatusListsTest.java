// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.statuslist.StatusListCredentials;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.proof.JsonWebSignature2020;
import io.notenboom.trust.proof.ProofOptions;
import io.notenboom.trust.status.StatusListReader;
import io.notenboom.trust.status.StatusListType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node checks credentials of an issuer elsewhere, whose list it fetches. */
class RemoteStatusListsTest {

    private static final Freshness STRICT = new Freshness(Duration.ofSeconds(60), Duration.ZERO);

    private final TestNode issuing = new TestNode();
    private final Did issuer = issuing.subject("issuer");
    private final StatusListCredentials published = new StatusListCredentials(
            issuing.statusListStore, issuing.addresses, issuing.subjects, issuing.signers, issuing.clock);
    private final StatusLists ownLists = new StatusLists(
            new InMemoryCredentialStores.StatusLists(),
            new InMemoryCredentialStores.Journal(),
            new StatusListAddresses(new PublicUrl("https://checking.example")),
            new SecureRandom());
    private final List<String> reports = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private StatusListFetcher host = url -> list().toString();
    private CredentialStatus entry = issuing.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);

    private ObjectNode list() {
        return published
                .find(new Address(new StatusListPage(issuer, 1), StatusListType.STATUS_LIST_2021))
                .orElseThrow();
    }

    private CredentialStatuses statuses(Freshness freshness) {
        CredentialVerifier verifier = new CredentialVerifier(
                did -> issuing.subjects.document(issuing.subjects.activeDid(did).orElseThrow()),
                SignatureAlgorithm.all(),
                CredentialStatusChecker.knowingNone());
        StatusListReport report = new StatusListReport() {
            @Override
            public void unusable(String url, String why) {
                reports.add(why);
            }

            @Override
            public void stale(String url) {
                reports.add("stale");
            }
        };
        return new CredentialStatuses(
                ownLists,
                new RemoteStatusLists(
                        url -> {
                            fetches.incrementAndGet();
                            return host.fetch(url);
                        },
                        new StatusListReader(verifier::checkSignature),
                        freshness,
                        report,
                        background::add,
                        issuing.clock));
    }

    private Outcome check(CredentialStatuses statuses) {
        return statuses.check(entry, issuer, issuing.clock.instant());
    }

    @BeforeEach
    void anotherEntry() {
        CredentialStatus unused = issuing.statusLists.take(issuer, StatusListType.STATUS_LIST_2021);
    }

    @Test
    void aRevocationElsewhereCountsAfterTheRefreshTime() {
        CredentialStatuses statuses = statuses(STRICT);
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        assertThat(issuing.statusLists.revoke(entry)).isTrue();
        issuing.clock.advance(Duration.ofSeconds(59));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        assertThat(fetches).hasValue(1);
        issuing.clock.advance(Duration.ofSeconds(1));
        assertThat(check(statuses)).isEqualTo(Outcome.REVOKED);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fromHalfOfItsTimeOnAListIsFetchedAgainBeforeAnybodyWaits() {
        CredentialStatuses statuses = statuses(STRICT);
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        issuing.clock.advance(Duration.ofSeconds(29));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        assertThat(background).isEmpty();
        assertThat(issuing.statusLists.revoke(entry)).isTrue();
        issuing.clock.advance(Duration.ofSeconds(1));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        assertThat(background).as("once").hasSize(1);
        background.removeFirst().run();
        assertThat(check(statuses)).isEqualTo(Outcome.REVOKED);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aHostThatIsAwayForAMomentDoesNoHarm() {
        CredentialStatuses statuses = statuses(STRICT);
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        host = url -> {
            throw new StatusListUnavailableException("away");
        };
        issuing.clock.advance(Duration.ofSeconds(40));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        background.removeFirst().run();
        assertThat(check(statuses)).as("the copy is in time").isEqualTo(Outcome.VALID);
        assertThat(background).as("not at once again").isEmpty();
        assertThat(reports).containsExactly("away");
        host = url -> list().toString();
        issuing.clock.advance(Duration.ofSeconds(11));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
        background.removeFirst().run();
        issuing.clock.advance(Duration.ofSeconds(29));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
    }

    @Test
    @DisplayName("status list: gunzip with hard cap")
    void line23GunzipWithHardCap() throws Exception {
        OwnDid own = issuing.subjects.activeDid(issuer).orElseThrow();
        ObjectNode bomb = list().deepCopy().without("proof");
        bomb.withObject("/credentialSubject").put("encodedList", packedZeros(64 << 20));
        ObjectNode signed = new JsonWebSignature2020(new LinkedData())
                .sign(
                        bomb,
                        ProofOptions.ofCredential(own.signingKeyId(), issuing.clock.instant()),
                        CustodianSigner.of(issuing.custodian, own.signingKey().keyId(), KeyPurpose.DID));
        host = url -> signed.toString();
        assertThat(check(statuses(STRICT))).isEqualTo(Outcome.UNKNOWN);
        assertThat(reports).containsExactly("the status list unpacks to more than is allowed");
    }

    private static String packedZeros(int bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int written = 0; written < bytes; written += 1 << 16) {
                out.write(new byte[1 << 16]);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    @Test
    void manyAtOnceFetchOnce() throws Exception {
        CredentialStatuses statuses = statuses(STRICT);
        CountDownLatch together = new CountDownLatch(20);
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> {
                together.countDown();
                together.await();
                return check(statuses);
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(20)) {
            for (Future<Outcome> outcome : executor.invokeAll(calls)) {
                assertThat(outcome.get()).isEqualTo(Outcome.VALID);
            }
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aListThatCannotBeHadMakesTheStatusUnknownAndIsNotAskedForAgainAtOnce() {
        host = url -> {
            throw new StatusListUnavailableException("away");
        };
        CredentialStatuses statuses = statuses(STRICT);
        assertThat(check(statuses)).isEqualTo(Outcome.UNKNOWN);
        assertThat(check(statuses)).isEqualTo(Outcome.UNKNOWN);
        assertThat(fetches).hasValue(1);
        assertThat(reports).containsExactly("away");
        host = url -> list().toString();
        issuing.clock.advance(Duration.ofSeconds(10));
        assertThat(check(statuses)).isEqualTo(Outcome.VALID);
    }

    @Test
    @DisplayName("status list: stale use only if policy says so, then visible")
    void line23StaleUseOnlyIfPolicySaysSoAndThenVisible() {
        CredentialStatuses strict = statuses(STRICT);
        CredentialStatuses lenient = statuses(new Freshness(Duration.ofSeconds(60), Duration.ofMinutes(10)));
        assertThat(check(strict)).isEqualTo(Outcome.VALID);
        assertThat(check(lenient)).isEqualTo(Outcome.VALID);
        host = url -> {
            throw new StatusListUnavailableException("away");
        };
        issuing.clock.advance(Duration.ofSeconds(60));
        assertThat(check(strict)).isEqualTo(Outcome.UNKNOWN);
        assertThat(check(lenient)).isEqualTo(Outcome.VALID);
        assertThat(reports).containsExactly("away", "away", "stale");
        issuing.clock.advance(Duration.ofMinutes(10));
        assertThat(check(lenient)).as("not for ever").isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    @DisplayName("status list: id = URL, issuer of the list = issuer of the credential, signature always")
    void line23AListOfAnotherIssuerOrPlaceOrWithAChangedBitIsRefused() {
        ObjectNode moved = list().deepCopy();
        moved.withObject("/credentialSubject").put("id", "https://else.example/1");
        ObjectNode changed = list().deepCopy();
        changed.withObject("/credentialSubject")
                .put("encodedList", list().at("/credentialSubject/encodedList").asText() + "A");
        ObjectNode unsigned = list().deepCopy().without("proof");
        for (ObjectNode forged : List.of(moved, changed, unsigned)) {
            host = url -> forged.toString();
            assertThat(check(statuses(STRICT))).isEqualTo(Outcome.UNKNOWN);
        }
        host = url -> list().toString();
        assertThat(statuses(STRICT).check(entry, new Did("did:web:else.example"), issuing.clock.instant()))
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aForgedListEndsTheCopyEvenIfStaleOnesCount() {
        CredentialStatuses lenient = statuses(new Freshness(Duration.ofSeconds(60), Duration.ofMinutes(10)));
        assertThat(check(lenient)).isEqualTo(Outcome.VALID);
        host = url -> "{}";
        issuing.clock.advance(Duration.ofSeconds(60));
        assertThat(check(lenient)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aCopyDoesNotOutliveTheEndOfItsList() {
        CredentialStatuses longest = statuses(new Freshness(Duration.ofHours(20), Duration.ofHours(4)));
        assertThat(check(longest)).isEqualTo(Outcome.VALID);
        issuing.clock.advance(Duration.ofHours(17));
        CredentialStatuses later = statuses(new Freshness(Duration.ofHours(20), Duration.ofHours(4)));
        assertThat(check(later)).isEqualTo(Outcome.VALID);
        host = url -> {
            throw new StatusListUnavailableException("away");
        };
        issuing.clock.advance(Duration.ofHours(7));
        assertThat(check(later)).as("fetched 7 hours ago, ended now").isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    @DisplayName("status list: index in range, purpose equal")
    void line23IndexInRangeAndPurposeEqual() {
        CredentialStatuses statuses = statuses(STRICT);
        String url = String.valueOf(entry.listCredential());
        for (CredentialStatus wrong : List.of(
                new CredentialStatus("x", entry.type(), "revocation", "131072", url),
                new CredentialStatus("x", entry.type(), "suspension", entry.index(), url),
                new CredentialStatus("x", entry.type(), "message", entry.index(), url),
                new CredentialStatus("x", "BitstringStatusListEntry", "revocation", entry.index(), url),
                new CredentialStatus("x", "RevocationList2020Status", "revocation", entry.index(), url),
                new CredentialStatus("x", entry.type(), null, entry.index(), url),
                new CredentialStatus("x", entry.type(), "revocation", entry.index(), null),
                new CredentialStatus("x", entry.type(), "revocation", entry.index(), "no url at all"))) {
            assertThat(statuses.check(wrong, issuer, issuing.clock.instant()))
                    .as(wrong.toString())
                    .isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    void aListOnThisHostIsNeverFetched() {
        CredentialStatus own = new CredentialStatus(
                "x", entry.type(), "revocation", "1", "https://checking.example/statuslist/did:web:checking.example/1");
        assertThat(statuses(STRICT).check(own, new Did("did:web:checking.example"), issuing.clock.instant()))
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(fetches).hasValue(0);
    }
}
