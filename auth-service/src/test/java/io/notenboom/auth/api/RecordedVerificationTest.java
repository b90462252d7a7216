// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.status.CredentialStatuses;
import io.notenboom.auth.status.Freshness;
import io.notenboom.auth.status.RemoteStatusLists;
import io.notenboom.auth.status.StatusListReport;
import io.notenboom.auth.status.StatusListUnavailableException;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.status.StatusListReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What deployed Nuts nodes were asked to verify, and answered; their DID documents and status lists are fetched from the recording. */
class RecordedVerificationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** They accept a member that no context defines: its value is not covered by the proof. */
    private static final String UNDEFINED_TERM = "verify-ldp-vc-undefined-term-added";

    /** They go on with a copy of the list that is up to 15 minutes old. */
    private static final String OLD_COPY = "verify-revoked-cached-list";

    private static final Set<String> OURS_REFUSES = Set.of(UNDEFINED_TERM, OLD_COPY);

    @TestFactory
    Stream<DynamicTest> credentialsAndPresentationsAreJudgedAsRecorded() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path root = Vectors.require("nuts-node").resolve(version);
            try (Stream<Path> files = Files.list(root.resolve("internal-vcr"))) {
                for (Path file : files.filter(
                                path -> path.getFileName().toString().startsWith("verify-"))
                        .sorted()
                        .toList()) {
                    tests.add(DynamicTest.dynamicTest(version + " " + file.getFileName(), () -> replay(root, file)));
                }
            }
        }
        return tests.stream();
    }

    private static void replay(Path root, Path file) throws IOException {
        String name = file.getFileName().toString().replace(".json", "");
        JsonNode item = JSON.readTree(file.toFile());
        VerifierResource verifier =
                verifier(root, Instant.parse(item.path("recorded_at").asText()), name);
        int replayed = 0;
        for (JsonNode exchange : item.path("exchanges")) {
            String target = exchange.at("/request/target").asText();
            if (!target.contains("/verifier/")) {
                continue;
            }
            byte[] body = exchange.at("/request/body/text").asText().getBytes(StandardCharsets.UTF_8);
            JsonNode theirs = JSON.readTree(exchange.at("/response/body/text").asText());
            ObjectNode ours = target.endsWith("/vp") ? verifier.presentation(body) : verifier.credential(body);
            boolean expected = theirs.path("validity").asBoolean() && !OURS_REFUSES.contains(name);
            assertThat(ours.path("validity").asBoolean()).as(ours.toString()).isEqualTo(expected);
            if (name.equals(OLD_COPY) || name.startsWith("verify-revoked")) {
                assertThat(ours.path("message").asText()).contains("revoked");
            }
            if (theirs.has("credentials")) {
                assertThat(ours.path("credentials")).isEqualTo(theirs.path("credentials"));
            }
            replayed++;
        }
        assertThat(replayed).isPositive();
    }

    private static VerifierResource verifier(Path root, Instant recordedAt, String name) throws IOException {
        SettableClock clock = new SettableClock(recordedAt);
        DidResolver resolver = recordedResolver(root);
        CredentialVerifier signatures =
                new CredentialVerifier(resolver, SignatureAlgorithm.all(), CredentialStatusChecker.knowingNone());
        Map<String, String> lists = lists(root, name.startsWith("verify-revoked") ? "after" : "before");
        TestNode node = new TestNode();
        StatusLists own = new StatusLists(
                new InMemoryCredentialStores.StatusLists(),
                new InMemoryCredentialStores.Journal(),
                node.addresses,
                new SecureRandom());
        RemoteStatusLists remote = new RemoteStatusLists(
                url -> fetch(lists, url),
                new StatusListReader(signatures::checkSignature),
                new Freshness(Duration.ofSeconds(60), Duration.ZERO),
                new Silent(),
                Runnable::run,
                clock);
        CredentialVerifier credentials =
                new CredentialVerifier(resolver, SignatureAlgorithm.all(), new CredentialStatuses(own, remote));
        return new VerifierResource(
                credentials,
                new PresentationVerifier(resolver, SignatureAlgorithm.all(), credentials),
                new TrustedIssuers(new InMemoryCredentialStores.Trusted(), node.subjects, node.wallets),
                clock);
    }

    private static Map<String, String> lists(Path root, String moment) throws IOException {
        Map<String, String> lists = new HashMap<>();
        for (String file : List.of(moment + ".json", "node-a-" + moment + ".json")) {
            String text = Files.readString(root.resolve("statuslist").resolve(file));
            lists.put(JSON.readTree(text).at("/credentialSubject/0/id").asText(), text);
        }
        return lists;
    }

    private static String fetch(Map<String, String> lists, URI url) throws StatusListUnavailableException {
        String list = lists.get(url.toString());
        if (list == null) {
            throw new StatusListUnavailableException("not recorded");
        }
        return list;
    }

    private static DidResolver recordedResolver(Path root) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("did/documents"))) {
            files.sorted().forEach(file -> documents.add(bytes(file)));
        }
        return did -> {
            if (did.method().equals("jwk")) {
                return new SelfContainedDidResolver().resolve(did);
            }
            for (byte[] document : documents) {
                if (new String(document, StandardCharsets.UTF_8).contains("\"" + did.value() + "\"")) {
                    return DidDocumentReader.read(did, document);
                }
            }
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Silent implements StatusListReport {

        @Override
        public void unusable(String url, String why) {}

        @Override
        public void stale(String url) {}
    }
}
