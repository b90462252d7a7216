// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.json.StrictJson;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may try who publishes a did:web, or names one: a test for each. */
class DidWebSecurityTest {

    private static final Did OTHER = new Did("did:web:other.example:iam:1");

    private final TestNode node = new TestNode();
    private final List<URI> fetched = Collections.synchronizedList(new ArrayList<>());
    private byte[] body = document(OTHER);
    private boolean away;
    private final DidWebResolver resolver = new DidWebResolver(node.subjects, node.publicUrl, this::fetch, node.clock);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://203.0.113.1/did.json",
                "https://user@203.0.113.1/did.json",
                "https://127.0.0.1/did.json",
                "https://10.1.2.3/did.json",
                "https://169.254.169.254/did.json",
                "https://168.63.129.16/did.json",
                "https://100.64.0.1/did.json",
                "https://224.0.0.1/did.json",
                "https://[fd00::1]/did.json",
                "https://[fe80::1]/did.json",
                "https://[::ffff:10.0.0.1]/did.json",
                "https://[::1]/did.json"
            })
    @DisplayName("did:web: https and public addresses only")
    void httpsAndPublicAddressesOnly(String url) {
        Vertx vertx = Vertx.vertx();
        try (GuardedHttpClient http = new GuardedHttpClient(
                vertx, NodeMode.STRICT, OutboundTrust.of(Optional.empty()), List.of(), OutboundLimits.STANDARD)) {
            assertThatThrownBy(() -> new HttpDidDocumentFetcher(http).fetch(URI.create(url)))
                    .isInstanceOfSatisfying(DidResolutionException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.HOST_NOT_ALLOWED));
        } finally {
            vertx.close();
        }
    }

    @Test
    @DisplayName("connect 2 s, total 5 s, body 1 MB")
    void fetchesAreShortAndSmall() {
        assertThat(OutboundLimits.STANDARD)
                .isEqualTo(new OutboundLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1_000_000, 3, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:127.0.0.1",
                "did:web:0x7f.1",
                "did:web:2130706433",
                "did:web:%5B%3A%3A1%5D",
                "did:web:user%40other.example",
                "did:web:other.example%2Fpath",
                "did:web:other.example:..:secret",
                "did:web:other.example:%2e%2e:secret",
                "did:web:other.example:a%2Fb",
                "did:web:b%C3%BCcher.example",
                "did:web:Other.example"
            })
    @DisplayName("did:web: percent-encoding rules, no ..")
    void aDidThatHidesAnotherAddressIsNotFetched(String did) {
        assertThat(reason(() -> resolver.resolve(new Did(did)))).isEqualTo(Reason.INVALID_DID);
        assertThat(fetched).isEmpty();
    }

    @Test
    @DisplayName("did:web: IDN")
    void internationalNamesAreFetchedInTheirAsciiForm() throws Exception {
        Did did = new Did("did:web:xn--bcher-kva.example");
        body = document(did);
        assertThat(resolver.resolve(did).id()).isEqualTo(did);
        assertThat(fetched).containsExactly(URI.create("https://xn--bcher-kva.example/.well-known/did.json"));
    }

    @Test
    @DisplayName("did:web: document id equals DID")
    void theDocumentIsOfTheDidThatWasAskedFor() {
        body = document(new Did("did:web:other.example:iam:2"));
        assertThat(reason(() -> resolver.resolve(OTHER))).isEqualTo(Reason.INVALID_DOCUMENT);
    }

    @Test
    @DisplayName("did:web: at most 32 verification methods")
    void aDocumentHasNoMoreMethodsThanAreRead() {
        StringBuilder methods = new StringBuilder();
        for (int index = 0; index <= DidDocument.MAX_METHODS; index++) {
            methods.append(index == 0 ? "" : ",").append("{\"id\":\"" + OTHER + "#" + index + "\"}");
        }
        body = ("{\"id\":\"" + OTHER + "\",\"verificationMethod\":[" + methods + "]}").getBytes(StandardCharsets.UTF_8);
        assertThat(reason(() -> resolver.resolve(OTHER))).isEqualTo(Reason.INVALID_DOCUMENT);
    }

    @Test
    @DisplayName("no compressed transfer")
    void compressedOrOtherwiseUnreadableDocumentsAreRefused() {
        body = new byte[] {0x1f, (byte) 0x8b, 8, 0, 0};
        assertThat(reason(() -> resolver.resolve(OTHER))).isEqualTo(Reason.INVALID_DOCUMENT);
    }

    @Test
    @DisplayName("did:web: cache <= 5 min")
    void aDocumentIsKeptForFiveMinutesAndAFailureForTenSeconds() throws Exception {
        assertThat(resolver.resolve(OTHER)).isSameAs(resolver.resolve(OTHER));
        node.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(fetched).hasSize(1);
        node.clock.advance(Duration.ofMillis(1));
        away = true;
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(fetched).hasSize(2);
    }

    @Test
    @DisplayName("did:web: stale-if-error <= 1 h for verification only")
    void aStaleCopyServesVerificationOnly() throws Exception {
        DidResolver published = resolver.withoutStaleCopies();
        assertThat(published.resolve(OTHER).id()).isEqualTo(OTHER);
        node.clock.advance(Duration.ofMinutes(5));
        away = true;

        assertThat(reason(() -> published.resolve(OTHER))).isEqualTo(Reason.UNAVAILABLE);
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        node.clock.advance(Duration.ofMinutes(55));
        assertThat(reason(() -> resolver.resolve(OTHER))).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void manyWhoAskAtOneTimeCauseOneFetch() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        DidWebResolver slow = new DidWebResolver(
                node.subjects,
                node.publicUrl,
                url -> {
                    fetched.add(url);
                    asked.countDown();
                    await(answer);
                    return body;
                },
                node.clock);
        List<Callable<DidDocument>> calls = Collections.nCopies(20, () -> slow.resolve(OTHER));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DidDocument>> documents =
                    calls.stream().map(threads::submit).toList();
            await(asked);
            answer.countDown();
            for (Future<DidDocument> document : documents) {
                assertThat(document.get(30, TimeUnit.SECONDS).id()).isEqualTo(OTHER);
            }
        }
        assertThat(fetched).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Reason reason(Callable<DidDocument> call) {
        return catchThrowableOfType(DidResolutionException.class, call::call).reason();
    }

    private static byte[] document(Did did) {
        return StrictJson.write(new DidDocument(did, List.of(), Map.of()).toJson());
    }

    private byte[] fetch(URI url) throws DidResolutionException {
        fetched.add(url);
        if (away) {
            throw new DidResolutionException(Reason.UNAVAILABLE);
        }
        return body;
    }
}
