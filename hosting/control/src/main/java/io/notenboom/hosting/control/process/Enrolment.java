// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.process.ProcessSettings.Network;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Brings a node into its network: certificates from the Foundation, its vendor's stream, and what its peers have. Every part can
 * be repeated.
 */
final class Enrolment {

    private static final List<String> KINDS = List.of("node-ca", "vendor-ca");

    private final HttpClient http;
    private final NodeApi registry;
    private final Network network;

    Enrolment(HttpClient http, NodeApi registry, Network network) {
        this.http = http;
        this.registry = registry;
        this.network = network;
    }

    /**
     * Does what lacks.
     *
     * @param wasInSync whether the node was in sync before; then being behind for a moment is nothing to tell
     */
    StepOutcome ensure(Optional<Registration> registration, boolean wasInSync) {
        if (registration.isEmpty()) {
            return new StepOutcome.Waiting(
                    "RegistrationMissing",
                    "give the customer's registration: PUT /hosting/v1/customers/{id}/registration");
        }
        for (String kind : KINDS) {
            if (!isAccepted(kind) && !apply(kind, registration.get())) {
                return new StepOutcome.Waiting(
                        "WaitingForFoundation", "the Foundation has not accepted the application for " + kind + " yet");
            }
        }
        if (!wasInSync) {
            var _ = registry.succeed(
                    "POST",
                    "/registry/v1/vendor",
                    object().put("vendor", registration.get().vendor())
                            .put("name", registration.get().name()));
        }
        return sync(wasInSync);
    }

    private boolean isAccepted(String kind) {
        for (JsonNode own :
                registry.succeed("GET", "/registry/v1/enrolments", null).path("enrolments")) {
            if (own.path("kind").asText().equals(kind)) {
                return own.path("status").asText().equals("accepted");
            }
        }
        return false;
    }

    /** Applies, unless it did before; whether the certificate is installed now. */
    private boolean apply(String kind, Registration registration) {
        JsonNode request = registry.succeed(
                "POST",
                "/registry/v1/enrolments",
                object().put("kind", kind).put("name", registration.name()).put("kvk", registration.kvk()));
        if (network.reviewTokenFile() != null) {
            accept(request);
        }
        return registry.succeed("POST", "/registry/v1/enrolments/" + kind + "/refresh", object())
                .path("status")
                .asText()
                .equals("accepted");
    }

    /** What people of the Foundation do otherwise: compare fingerprints, and accept. */
    private void accept(JsonNode request) {
        NodeApi foundation = new NodeApi(http, network.foundationUrl(), token());
        String id = request.path("requestId").asText();
        String cursor = "";
        do {
            JsonNode page = foundation.succeed("GET", "/enrolment/v1/requests?status=pending" + cursor, null);
            for (JsonNode pending : page.path("requests")) {
                if (pending.path("id").asText().equals(id)
                        && pending.path("fingerprint")
                                .asText()
                                .equals(request.path("fingerprint").asText())) {
                    var _ = foundation.succeed("POST", "/enrolment/v1/requests/" + id + "/acceptance", object());
                    return;
                }
            }
            cursor = page.path("next").isTextual()
                    ? "&cursor="
                            + java.net.URLEncoder.encode(
                                    page.path("next").asText(), java.nio.charset.StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
    }

    private Secret token() {
        if (network.reviewTokenFile() == null) {
            throw new IllegalStateException("nobody reviews applications here");
        }
        try {
            return Secret.of(Files.readString(network.reviewTokenFile()).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + network.reviewTokenFile(), failure);
        }
    }

    private StepOutcome sync(boolean wasInSync) {
        JsonNode convergence = registry.succeed("GET", "/registry/v1/convergence", null);
        String held = convergence.path("events").asLong() + " events in "
                + convergence.path("streams").asLong() + " streams";
        boolean reached = false;
        for (JsonNode peer : convergence.path("peers")) {
            if (peer.path("equal").asBoolean()) {
                return new StepOutcome.Done("InSync", held);
            }
            reached |= peer.path("lastSync").isTextual();
        }
        return wasInSync && reached
                ? new StepOutcome.Done("CatchingUp", held)
                : new StepOutcome.Waiting("CatchingUp", held + "; no peer has the same yet");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
