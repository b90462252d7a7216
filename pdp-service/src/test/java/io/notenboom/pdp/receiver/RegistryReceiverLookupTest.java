// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.JsonCalls.Answer;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.receiver.ReceiverLookup.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a receiver is found, and when its registration is not enough to send it anything. */
class RegistryReceiverLookupTest {

    private static final String OID = "urn:oid:2.16.528.1";
    private static final String METADATA = "https://receiver.example/.well-known/oauth-authorization-server/oauth2/b";

    private final Map<String, Answer> answers = new HashMap<>();

    private final JsonCalls registry = new JsonCalls() {
        @Override
        public Answer get(String path) {
            return answers.getOrDefault(path, new Answer.Refused(404));
        }

        @Override
        public Answer post(String path, JsonNode body) {
            throw new AssertionError("looking up changes nothing");
        }

        @Override
        public Answer postForm(String path, Map<String, String> form) {
            throw new AssertionError("looking up changes nothing");
        }
    };

    private final OutboundCalls outbound = new OutboundCalls() {
        @Override
        public Answer getJson(String url) {
            return answers.getOrDefault(url, new Answer.Unreachable());
        }

        @Override
        public Answer postEmpty(String url, Map<String, String> headers) {
            throw new AssertionError("looking up sends nothing");
        }

        @Override
        public Answer exchange(String method, String url, Map<String, String> headers, @Nullable Body body) {
            throw new AssertionError("looking up sends nothing");
        }
    };

    private static Answer json(String text) {
        try {
            return new Answer.Ok(JsonMapper.builder().build().readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static String endpoint(String type, String location, String more) {
        return "{\"endpointId\":\"e\",\"endpointType\":\"" + type + "\",\"location\":\"" + location + "\"" + more + "}";
    }

    private void registered(String... endpoints) {
        answers.put(
                "/registry/v1/organisations/urn%3Aoid%3A2.16.528.1/endpoints",
                json("{\"endpoints\":[" + String.join(",", endpoints) + "]}"));
    }

    private void published(String... dids) {
        answers.put(
                METADATA,
                json("{\"issuer\":\"https://receiver.example/oauth2/b\",\"subject_dids\":[\""
                        + String.join("\",\"", dids) + "\"]}"));
    }

    private Found find() {
        return new RegistryReceiverLookup(registry, outbound).find(OID);
    }

    private static final String OAUTH = endpoint("oauth", "https://receiver.example/oauth2/b", "");

    @Test
    void findsAddressesAndDidsOfItsHost() {
        registered(OAUTH, endpoint("eOverdracht-notification", "https://receiver.example/notify/", ""));
        published("did:web:receiver.example:iam:b", "did:web:receiver.example.evil:iam:b", "did:web:other.example");
        assertThat(find())
                .isEqualTo(new Found.Known(new Receiver(
                        OID,
                        Set.of("did:web:receiver.example:iam:b"),
                        "https://receiver.example/oauth2/b",
                        "https://receiver.example/notify")));
    }

    @Test
    void ofSeveralEndpointsTheOneThatBeganLastCounts() {
        registered(
                OAUTH,
                endpoint("eOverdracht-notification", "https://old.example", ",\"start\":\"2026-01-01T00:00:00Z\""),
                endpoint("eOverdracht-notification", "https://new.example", ",\"start\":\"2026-02-01T00:00:00Z\""),
                endpoint("eOverdracht-notification", "https://older.example", ",\"start\":\"2025-01-01T00:00:00Z\""));
        published("did:web:receiver.example:iam:b");
        assertThat(find()).isInstanceOfSatisfying(Found.Known.class, known -> assertThat(
                        known.receiver().notification())
                .isEqualTo("https://new.example"));
    }

    /** Whoever claims somebody else's organisation must not get its patients' data. */
    @Test
    void anOrganisationThatSeveralVendorsClaimIsNotSentAnything() {
        registered(OAUTH, endpoint("eOverdracht-notification", "https://evil.example", ",\"contested\":true"));
        published("did:web:receiver.example:iam:b");
        assertThat(find()).isInstanceOf(Found.Incomplete.class);
    }

    @Test
    void whatLacksIsTold() {
        assertThat(find()).isEqualTo(new Found.Unknown());
        registered();
        assertThat(find()).isEqualTo(new Found.Incomplete("an endpoint of type oauth"));
        registered(OAUTH);
        assertThat(find()).isEqualTo(new Found.Unreachable());
        published("did:web:other.example");
        assertThat(find()).isInstanceOf(Found.Incomplete.class);
    }
}
