// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A NutsAuthorizationCredential (Nuts RFC014): what its issuer, the custodian of the data, lets its subject do. Types in its paths
 * are read without regard to case, because the use case spelled them in lower case; nowhere else is case forgiven.
 *
 * @param id of the credential
 * @param issuer DID of the custodian
 * @param actor DID of who may
 * @param expires when it ends, if it does
 */
public record AuthorizationCredential(
        String id, String issuer, String actor, Optional<Instant> expires, List<Right> rights) {

    private static final String TYPE = "NutsAuthorizationCredential";
    private static final int MAX_RESOURCES = 2000;

    public AuthorizationCredential {
        rights = List.copyOf(rights);
    }

    /** What may be done with a resource, and by which user. */
    public record Right(ResourceId resource, Set<Interaction> operations, UserRequirement user) {

        public Right {
            operations = Set.copyOf(operations);
        }

        boolean ofTask() {
            return resource.type().equals("Task");
        }

        boolean ofComposition() {
            return resource.type().equals("Composition");
        }
    }

    /** What is read, or all that is wrong with it. */
    public sealed interface Reading {

        /** It can be used. */
        record Read(AuthorizationCredential credential) implements Reading {}

        /** It cannot; each text says what to correct. */
        record Refused(String id, List<String> reasons) implements Reading {

            public Refused {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /** Reads a credential; whether its signature holds is not looked at. */
    public static Reading read(JsonNode json, FhirVersion version, Instant now) {
        List<String> reasons = new ArrayList<>();
        String id = json.path("id").asText("");
        require(reasons, !id.isEmpty() && id.length() <= 512, "id is a text.");
        require(reasons, hasType(json.path("type")), "type names " + TYPE + ".");
        String issuer = json.path("issuer").asText("");
        require(reasons, issuer.startsWith("did:"), "issuer is a DID.");
        JsonNode subject = single(json.path("credentialSubject"));
        String actor = subject.path("id").asText("");
        require(reasons, actor.startsWith("did:"), "credentialSubject is one, whose id is a DID.");
        Optional<Instant> issued = time(reasons, json, "issuanceDate");
        require(reasons, issued.filter(begin -> !begin.isAfter(now)).isPresent(), "issuanceDate has come.");
        Optional<Instant> expires = time(reasons, json, "expirationDate");
        require(reasons, expires.filter(end -> !end.isAfter(now)).isEmpty(), "expirationDate has not come.");
        List<Right> rights = rights(reasons, subject.path("resources"), version);
        return reasons.isEmpty()
                ? new Reading.Read(new AuthorizationCredential(id, issuer, actor, expires, rights))
                : new Reading.Refused(id, reasons);
    }

    private static void require(List<String> reasons, boolean holds, String otherwise) {
        if (!holds) {
            reasons.add(otherwise);
        }
    }

    private static boolean hasType(JsonNode type) {
        for (JsonNode name : type) {
            if (TYPE.equals(name.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode single(JsonNode subject) {
        return subject.isArray() && subject.size() == 1 ? subject.get(0) : subject;
    }

    private static Optional<Instant> time(List<String> reasons, JsonNode json, String member) {
        String text = json.path(member).textValue();
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException malformed) {
            reasons.add(member + " is a time with a zone.");
            return Optional.empty();
        }
    }

    private static List<Right> rights(List<String> reasons, JsonNode resources, FhirVersion version) {
        require(
                reasons,
                resources.isArray() && !resources.isEmpty() && resources.size() <= MAX_RESOURCES,
                "credentialSubject.resources has 1 to " + MAX_RESOURCES + " resources: none means nothing.");
        List<Right> rights = new ArrayList<>();
        for (JsonNode entry : resources) {
            String path = entry.path("path").asText("");
            Optional<ResourceId> resource = resource(path, version);
            if (resource.isEmpty()) {
                reasons.add("resources: path is /Type/id of a FHIR " + version + " resource, not "
                        + path.replaceAll("[^\\x21-\\x7e]", "?").substring(0, Math.min(path.length(), 100)) + ".");
            } else {
                rights.add(new Right(resource.get(), operations(reasons, entry, resource.get()), user(reasons, entry)));
            }
        }
        return rights;
    }

    private static Optional<ResourceId> resource(String path, FhirVersion version) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[0].isEmpty() || !ResourceId.validId(parts[2])) {
            return Optional.empty();
        }
        return version.types().stream()
                .filter(type -> type.equalsIgnoreCase(parts[1]))
                .findFirst()
                .map(type -> new ResourceId(type, parts[2]));
    }

    private static Set<Interaction> operations(List<String> reasons, JsonNode entry, ResourceId resource) {
        Set<Interaction> operations = EnumSet.noneOf(Interaction.class);
        for (JsonNode operation : entry.path("operations")) {
            String name = operation.asText();
            Optional<Interaction> known =
                    switch (name) {
                        case "read" -> Optional.of(Interaction.READ);
                        case "update" ->
                            resource.type().equals("Task") ? Optional.of(Interaction.UPDATE) : Optional.empty();
                        case "document" ->
                            resource.type().equals("Composition")
                                    ? Optional.of(Interaction.DOCUMENT)
                                    : Optional.empty();
                        default -> Optional.empty();
                    };
            known.ifPresentOrElse(
                    operations::add,
                    () -> reasons.add("resources: a flow has no operation " + name.replaceAll("[^a-z]", "?") + " on "
                            + resource.type() + "."));
        }
        require(reasons, !operations.isEmpty(), "resources: " + resource.reference() + " has an operation.");
        return operations;
    }

    private static UserRequirement user(List<String> reasons, JsonNode entry) {
        JsonNode userContext = entry.path("userContext");
        if (!userContext.asBoolean(false)) {
            require(
                    reasons,
                    userContext.isMissingNode() || userContext.isBoolean(),
                    "resources: userContext is true or false.");
            return UserRequirement.NONE;
        }
        String level = entry.path("assuranceLevel").asText("low").toLowerCase(Locale.ROOT);
        return switch (level) {
            case "low" -> UserRequirement.LOW;
            case "substantial" -> UserRequirement.SUBSTANTIAL;
            case "high" -> UserRequirement.HIGH;
            default -> {
                reasons.add("resources: assuranceLevel is low, substantial or high.");
                yield UserRequirement.HIGH;
            }
        };
    }
}
