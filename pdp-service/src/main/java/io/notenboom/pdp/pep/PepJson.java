// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.pep.PepRegistration.Standing;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RequestGrammar;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of a registration, in the store and, without the key's hash, in the API. */
public final class PepJson {

    private static final int MAX_ID_LENGTH = 64;

    private PepJson() {}

    /** Writes a registration. */
    public static ObjectNode write(PepRegistration pep) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", pep.id());
        json.put("keySha256", pep.keySha256());
        json.put("kind", pep.grammar().kind().name().toLowerCase(Locale.ROOT));
        json.put("dialect", pep.dialect().wireName());
        json.put("bodyMode", pep.grammar().bodyMode().name().toLowerCase(Locale.ROOT));
        json.put("basePath", pep.grammar().basePath());
        json.put("fhirVersion", pep.grammar().fhirVersion().name().toLowerCase(Locale.ROOT));
        json.put("publicBaseUrl", pep.publicBaseUrl())
                .put("profile", pep.standing().profile());
        if (!pep.grammar().options().equals(RequestGrammar.Options.NONE)) {
            json.set("options", PepOptionsJson.write(pep.grammar().options()));
        }
        json.put("audience", pep.standing().audience())
                .put("subject", pep.standing().subject());
        return json;
    }

    /**
     * Reads a registration.
     *
     * @param fhirVersion the version in force when the registration names none
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static PepRegistration read(String id, JsonNode json, FhirVersion fhirVersion) {
        if (!id.matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1," + MAX_ID_LENGTH + "}")) {
            throw new IllegalArgumentException("An id has 1 to 64 letters, digits, dots, underscores or hyphens.");
        }
        String hash = text(json, "keySha256").toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("keySha256 is a SHA-256 in hex.");
        }
        FhirVersion version = json.has("fhirVersion")
                ? choice(FhirVersion.values(), text(json, "fhirVersion"), "fhirVersion")
                : fhirVersion;
        RequestGrammar grammar = new RequestGrammar(
                choice(EndpointKind.values(), text(json, "kind"), "kind"),
                text(json, "basePath"),
                version,
                choice(BodyMode.values(), text(json, "bodyMode"), "bodyMode"),
                PepOptionsJson.read(json.path("options")));
        return new PepRegistration(
                id,
                hash,
                choice(Dialect.values(), text(json, "dialect"), "dialect"),
                grammar,
                origin(text(json, "publicBaseUrl")),
                new Standing(subject(text(json, "subject")), text(json, "audience"), text(json, "profile")));
    }

    private static String subject(String subject) {
        if (!FlowHeader.validSubject(subject)) {
            throw new IllegalArgumentException("subject is the id of a subject of this node.");
        }
        return subject;
    }

    /** {@code htu} is this and the raw path, so it ends before the path. */
    private static String origin(String text) {
        Optional<URI> url = parse(text);
        boolean origin = url.isPresent()
                && ("https".equals(url.get().getScheme())
                        || "http".equals(url.get().getScheme()))
                && url.get().getHost() != null
                && (url.get().getRawPath().isEmpty() || url.get().getRawPath().equals("/"))
                && url.get().getRawQuery() == null
                && url.get().getRawUserInfo() == null;
        if (!origin) {
            throw new IllegalArgumentException(
                    "publicBaseUrl is scheme, host and port only, for instance https://host:8443.");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> E choice(E[] values, String name, String member) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(member + " has a value that is not known.");
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).textValue();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Give " + member + " as a text.");
        }
        return value;
    }
}
