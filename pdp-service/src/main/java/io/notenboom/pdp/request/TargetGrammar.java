// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.List;

/** The path part of the grammar: which interaction with which resource a method and a canonical path stand for. */
final class TargetGrammar {

    /** What the path and method stand for. */
    record Form(Interaction interaction, ResourceId resource) {}

    private static final String DOCUMENT = "$document";

    private TargetGrammar() {}

    static Form read(String method, String path, boolean hasQuery, RequestGrammar grammar) throws RefusedException {
        String base = grammar.basePath();
        if (!path.equals(base) && !path.startsWith(base + "/")) {
            throw new RefusedException(Refusal.OUTSIDE_BASE);
        }
        List<String> segments = path.equals(base)
                ? List.of()
                : List.of(path.substring(base.length() + 1).split("/", -1));
        return switch (grammar.kind()) {
            case FHIR -> fhir(method, segments, hasQuery, grammar.fhirVersion());
            case NOTIFICATION -> notification(method, segments);
        };
    }

    private static Form notification(String method, List<String> segments) throws RefusedException {
        if (segments.size() != 1) {
            throw new RefusedException(Refusal.NOT_IN_GRAMMAR);
        }
        if (!ResourceId.validId(segments.getFirst())) {
            throw new RefusedException(Refusal.BAD_ID);
        }
        if (!method.equals("POST")) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
        }
        return new Form(Interaction.NOTIFY, new ResourceId("Task", segments.getFirst()));
    }

    private static Form fhir(String method, List<String> segments, boolean hasQuery, FhirVersion version)
            throws RefusedException {
        if (segments.isEmpty()) {
            throw new RefusedException(system(method, hasQuery));
        }
        String type = segments.getFirst();
        refuseSpecial(type);
        if (type.equals("metadata")) {
            throw new RefusedException(Refusal.NOT_IN_GRAMMAR);
        }
        if (!version.types().contains(type)) {
            throw new RefusedException(Refusal.UNKNOWN_TYPE);
        }
        if (segments.size() == 1) {
            throw new RefusedException(typeLevel(method, hasQuery));
        }
        String id = segments.get(1);
        refuseSpecial(id);
        if (!ResourceId.validId(id)) {
            throw new RefusedException(Refusal.BAD_ID);
        }
        return instance(method, segments, new ResourceId(type, id));
    }

    private static Form instance(String method, List<String> segments, ResourceId resource) throws RefusedException {
        if (segments.size() == 2) {
            return switch (method) {
                case "GET" -> new Form(Interaction.READ, resource);
                case "PUT" -> {
                    if (!resource.type().equals("Task")) {
                        throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
                    }
                    yield new Form(Interaction.UPDATE, resource);
                }
                default -> throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
            };
        }
        boolean document = segments.size() == 3
                && segments.get(2).equals(DOCUMENT)
                && resource.type().equals("Composition");
        if (!document) {
            refuseSpecial(segments.get(2));
            throw new RefusedException(Refusal.COMPARTMENT_NOT_ALLOWED);
        }
        if (!method.equals("GET")) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
        }
        return new Form(Interaction.DOCUMENT, resource);
    }

    private static void refuseSpecial(String segment) throws RefusedException {
        if (segment.startsWith("$")) {
            throw new RefusedException(Refusal.OPERATION_NOT_ALLOWED);
        }
        if (segment.equals("_history")) {
            throw new RefusedException(Refusal.HISTORY_NOT_ALLOWED);
        }
        if (segment.equals("_search")) {
            throw new RefusedException(Refusal.SEARCH_NOT_ALLOWED);
        }
    }

    private static Refusal system(String method, boolean hasQuery) {
        if (method.equals("POST")) {
            return Refusal.BATCH_NOT_ALLOWED;
        }
        return hasQuery ? Refusal.SEARCH_NOT_ALLOWED : Refusal.NOT_IN_GRAMMAR;
    }

    private static Refusal typeLevel(String method, boolean hasQuery) {
        return switch (method) {
            case "GET" -> Refusal.SEARCH_NOT_ALLOWED;
            case "PUT", "DELETE", "PATCH" -> hasQuery ? Refusal.CONDITIONAL_NOT_ALLOWED : Refusal.METHOD_NOT_ALLOWED;
            default -> Refusal.METHOD_NOT_ALLOWED;
        };
    }
}
