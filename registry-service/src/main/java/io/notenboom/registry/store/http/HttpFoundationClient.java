// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.FoundationClient;
import io.notenboom.registry.enrolment.FoundationUnavailableException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Foundation's node over its internal API, through the guarded client: {@code notenboom.outbound.trust} holds, and an address
 * that is not public has to be in {@code notenboom.outbound.allow}. Answers have at most 128 kB.
 */
public final class HttpFoundationClient implements FoundationClient {

    private static final int MAX_BYTES = 131_072;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final GuardedHttpClient client;
    private final @Nullable URI base;
    private final @Nullable Path tokenFile;

    /**
     * A client; without address or token every call fails.
     *
     * @param plainHttp whether {@code http} is permitted, as in development mode
     */
    public HttpFoundationClient(
            GuardedHttpClient client, @Nullable URI base, @Nullable Path tokenFile, boolean plainHttp) {
        boolean https = base == null || "https".equals(base.getScheme());
        if (!https && !plainHttp) {
            throw new IllegalArgumentException("notenboom.registry.foundation.url has to be an https URL");
        }
        this.client = client;
        this.base = base;
        this.tokenFile = tokenFile;
    }

    @Override
    public Receipt submit(EnrolmentKind kind, String csr, String name, String kvk) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", kind.wireName()).put("csr", csr).put("name", name).put("kvk", kvk);
        URI target = target("/enrolment/v1/requests");
        JsonNode answer = call(OutboundRequest.post(target, "application/json", body.toString()), 201);
        String id = answer.path("id").asText();
        String token = answer.path("requestToken").asText();
        if (!id.matches("[0-9a-f-]{36}") || !TOKEN.matcher(token).matches()) {
            throw new FoundationUnavailableException("the Foundation's receipt cannot be used");
        }
        return new Receipt(id, Secret.of(token));
    }

    @Override
    public Outcome outcome(String id, Secret token) {
        URI target = target("/enrolment/v1/requests/" + id);
        JsonNode answer = call(OutboundRequest.get(target).header("X-Request-Token", token.reveal()), 200);
        List<String> chain = new ArrayList<>();
        answer.path("chain").forEach(pem -> chain.add(pem.asText()));
        return new Outcome(
                EnrolmentStatus.ofWireName(answer.path("status").asText())
                        .orElseThrow(() -> new FoundationUnavailableException("the Foundation's answer has no status")),
                answer.hasNonNull("certificate") ? answer.path("certificate").asText() : null,
                chain,
                answer.hasNonNull("reason") ? answer.path("reason").asText() : null);
    }

    private URI target(String path) {
        if (base == null) {
            throw notConfigured();
        }
        return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }

    private static FoundationUnavailableException notConfigured() {
        return new FoundationUnavailableException(
                "set notenboom.registry.foundation.url and notenboom.registry.foundation.token-file");
    }

    private JsonNode call(OutboundRequest request, int expectedStatus) {
        OutboundRequest complete = request.accept("application/json")
                .header("Authorization", "Bearer " + apiToken().reveal());
        OutboundResponse response =
                switch (client.send(complete)) {
                    case OutboundResponse answer -> answer;
                    case OutboundOutcome.Refused refused ->
                        throw new FoundationUnavailableException(
                                "the Foundation may not be called, see notenboom.registry.foundation.url and"
                                        + " notenboom.outbound.allow: " + refused.reason());
                    case OutboundOutcome.Failed failed ->
                        throw new FoundationUnavailableException(
                                "the Foundation cannot be reached: " + failed.reason());
                };
        if (response.status() != expectedStatus) {
            throw new FoundationUnavailableException("the Foundation answered with status " + response.status());
        }
        try {
            return StrictJson.parseObject(response.body(), MAX_BYTES);
        } catch (JsonInputException unreadable) {
            throw new FoundationUnavailableException("the Foundation's answer cannot be read", unreadable);
        }
    }

    private Secret apiToken() {
        if (tokenFile == null) {
            throw notConfigured();
        }
        try {
            String token = Files.readString(tokenFile).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new FoundationUnavailableException("the Foundation's token file holds no token");
            }
            return Secret.of(token);
        } catch (IOException unreadable) {
            throw new FoundationUnavailableException("the Foundation's token file cannot be read", unreadable);
        }
    }
}
