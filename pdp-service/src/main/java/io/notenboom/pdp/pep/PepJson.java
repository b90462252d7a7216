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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON form of a registration, in the store and, without the hashes of keys, in the API. */
public final class PepJson {

    /** The members that the API shows and takes, the hashes of keys apart. */
    public static final Set<String> MEMBERS = Set.of(
            "id",
            "authentication",
            "certificateThumbprints",
            "kind",
            "dialect",
            "claims",
            "clientCertificate",
            "bodyMode",
            "basePath",
            "fhirVersion",
            "options",
            "publicBaseUrl",
            "profile",
            "profiles",
            "audience",
            "subject");

    private static final String KEY = "keySha256";
    private static final String THUMBPRINTS = "certificateThumbprints";
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_CERTIFICATES = 4;

    private PepJson() {}

    /** Writes a registration. */
    public static ObjectNode write(PepRegistration pep) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", pep.id());
        authentication(json, pep.authentication());
        json.put("kind", lower(pep.grammar().kind()));
        json.put("dialect", pep.dialect().wireName());
        json.put("claims", pep.input().claims().wireName());
        pep.input().clientCertificate().ifPresent(header -> json.putObject("clientCertificate")
                .put("header", header.name())
                .put("form", header.form().wireName()));
        json.put("bodyMode", lower(pep.grammar().bodyMode()));
        json.put("basePath", pep.grammar().basePath());
        json.put("fhirVersion", lower(pep.grammar().fhirVersion()));
        json.put("publicBaseUrl", pep.publicBaseUrl());
        pep.standing().profilesInOrder().forEach(json.putArray("profiles")::add);
        RequestGrammar grammar = pep.grammar();
        if (!grammar.options().equals(RequestGrammar.Options.NONE)
                || !grammar.surface().equals(RequestGrammar.Surface.WHOLE)) {
            json.set("options", PepOptionsJson.write(grammar.options(), grammar.surface()));
        }
        json.put("audience", pep.standing().audience())
                .put("subject", pep.standing().subject());
        return json;
    }

    private static void authentication(ObjectNode json, PepAuthentication authentication) {
        switch (authentication) {
            case PepAuthentication.Key key -> {
                json.put("authentication", "key").put(KEY, key.sha256());
                key.former().ifPresent(former -> json.putObject("formerKey")
                        .put("sha256", former.sha256())
                        .put("until", former.until().toString()));
            }
            case PepAuthentication.Certificates certificates -> {
                json.put("authentication", "mtls");
                new TreeSet<>(certificates.thumbprints()).forEach(json.putArray(THUMBPRINTS)::add);
            }
        }
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
        FhirVersion version = json.has("fhirVersion")
                ? choice(FhirVersion.values(), text(json, "fhirVersion"), "fhirVersion", PepJson::lower)
                : fhirVersion;
        RequestGrammar grammar = new RequestGrammar(
                choice(EndpointKind.values(), text(json, "kind"), "kind", PepJson::lower),
                text(json, "basePath"),
                version,
                choice(BodyMode.values(), text(json, "bodyMode"), "bodyMode", PepJson::lower),
                PepOptionsJson.read(json.path("options")),
                PepOptionsJson.readSurface(json.path("options")));
        return new PepRegistration(
                id,
                authentication(json),
                input(json),
                grammar,
                origin(text(json, "publicBaseUrl")),
                new Standing(subject(text(json, "subject")), text(json, "audience"), profiles(json)));
    }

    private static PepAuthentication authentication(JsonNode json) {
        String method = json.path("authentication").asText("key");
        if (method.equals("mtls")) {
            Set<String> thumbprints = texts(json.path(THUMBPRINTS));
            if (thumbprints.isEmpty()
                    || thumbprints.size() > MAX_CERTIFICATES
                    || !thumbprints.stream().allMatch(thumbprint -> thumbprint.matches("[A-Za-z0-9_-]{43}"))) {
                throw new IllegalArgumentException(THUMBPRINTS + " are 1 to " + MAX_CERTIFICATES
                        + " x5t#S256 of the certificates: base64url of the SHA-256, 43 characters each.");
            }
            return new PepAuthentication.Certificates(thumbprints);
        }
        if (!method.equals("key")) {
            throw new IllegalArgumentException("authentication is key or mtls.");
        }
        JsonNode former = json.path("formerKey");
        return new PepAuthentication.Key(
                hash(text(json, KEY), KEY),
                former.isObject()
                        ? new PepAuthentication.Former(
                                hash(text(former, "sha256"), "formerKey.sha256"), time(text(former, "until")))
                        : null);
    }

    private static String hash(String text, String member) {
        String hash = text.toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(member + " is a SHA-256 in hex.");
        }
        return hash;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("formerKey.until is a time.", malformed);
        }
    }

    private static PepInput input(JsonNode json) {
        Dialect dialect = choice(Dialect.values(), text(json, "dialect"), "dialect", Dialect::wireName);
        ClaimSource claims = json.has("claims")
                ? choice(ClaimSource.values(), text(json, "claims"), "claims", ClaimSource::wireName)
                : ClaimSource.INTROSPECTION;
        return new PepInput(dialect, claims, certificate(json.path("clientCertificate")));
    }

    private static @Nullable ClientCertificateHeader certificate(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        return new ClientCertificateHeader(
                text(json, "header"),
                choice(
                        ClientCertificateHeader.Form.values(),
                        text(json, "form"),
                        "clientCertificate.form",
                        ClientCertificateHeader.Form::wireName));
    }

    private static Set<String> profiles(JsonNode json) {
        Set<String> profiles = texts(json.path("profiles"));
        if (json.has("profile")) {
            profiles.add(text(json, "profile"));
        }
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("Give profiles as an array of names.");
        }
        return profiles;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
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

    private static <E extends Enum<E>> E choice(E[] values, String name, String member, Function<E, String> wireName) {
        for (E value : values) {
            if (wireName.apply(value).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(member + " is one of "
                + String.join(", ", List.of(values).stream().map(wireName).toList()) + ".");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).textValue();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Give " + member + " as a text.");
        }
        return value;
    }
}
