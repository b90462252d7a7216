// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.ArrayList;
import java.util.List;

/** The path part of the grammar: which interaction with which resource a method and a canonical path stand for. */
final class TargetGrammar {

    /** What the path and method stand for. */
    record Form(Interaction interaction, ResourceId resource) {}

    private static final String DOCUMENT = "$document";
    private static final int MAX_AREA_LENGTH = 64;

    private TargetGrammar() {}

    static Form read(String method, String path, boolean hasQuery, RequestGrammar grammar) throws RefusedException {
        String base = grammar.basePath();
        boolean inside = path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
        if (!inside) {
            return outside(method, path, grammar);
        }
        List<String> segments = segments(path, base.length());
        return switch (grammar.kind()) {
            case FHIR -> {
                boolean head = grammar.surface().head() && method.equals("HEAD");
                yield fhir(head ? "GET" : method, segments, hasQuery, grammar);
            }
            case NOTIFICATION -> notification(method, segments);
            case TA_NP -> pull(method, segments);
        };
    }

    private static List<String> segments(String path, int from) {
        List<String> segments = new ArrayList<>(3);
        int start = from + 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            segments.add(path.substring(start, end));
            start = end + 1;
        }
        return segments;
    }

    private static Form outside(String method, String path, RequestGrammar grammar) throws RefusedException {
        boolean areas = grammar.kind() == EndpointKind.FHIR && grammar.options().narrowScopes();
        List<String> expected = areas ? segments(grammar.options().userAreas(), 0) : List.of();
        List<String> actual = segments(path, 0);
        if (!areas || expected.size() != actual.size()) {
            throw new RefusedException(Refusal.OUTSIDE_BASE);
        }
        String id = "";
        String area = "";
        for (int index = 0; index < expected.size(); index++) {
            String segment = actual.get(index);
            switch (expected.get(index)) {
                case "{id}" -> id = segment;
                case "{area}" -> area = segment;
                case String literal when literal.equals(segment) -> {}
                default -> throw new RefusedException(Refusal.OUTSIDE_BASE);
            }
        }
        if (!ResourceId.validId(id) || !validArea(area)) {
            throw new RefusedException(Refusal.BAD_ID);
        }
        if (!method.equals("GET")) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
        }
        return new Form(Interaction.READ_AREA, new ResourceId(area, id));
    }

    private static boolean validArea(String area) {
        return !area.isEmpty() && area.length() <= MAX_AREA_LENGTH && TargetBytes.plain(area);
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

    /** The Task that the notification is about stands in its body. */
    private static Form pull(String method, List<String> segments) throws RefusedException {
        if (segments.size() != 1 || !segments.getFirst().equals("Task")) {
            throw new RefusedException(Refusal.NOT_IN_GRAMMAR);
        }
        if (!method.equals("POST")) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
        }
        return new Form(Interaction.NOTIFY_TASK, new ResourceId("Task", ""));
    }

    private static Form fhir(String method, List<String> segments, boolean hasQuery, RequestGrammar grammar)
            throws RefusedException {
        if (segments.isEmpty()) {
            throw new RefusedException(system(method, hasQuery));
        }
        boolean narrow = grammar.options().narrowScopes();
        String type = segments.getFirst();
        refuseSpecial(type);
        if (type.equals("metadata")) {
            throw new RefusedException(Refusal.NOT_IN_GRAMMAR);
        }
        if (!grammar.types().contains(type)) {
            throw new RefusedException(Refusal.UNKNOWN_TYPE);
        }
        if (segments.size() == 1) {
            if (narrow && hasQuery && method.equals("GET")) {
                return new Form(Interaction.SEARCH, new ResourceId(type, ""));
            }
            throw new RefusedException(typeLevel(method, hasQuery));
        }
        String id = segments.get(1);
        refuseSpecial(id);
        if (!ResourceId.validId(id)) {
            throw new RefusedException(Refusal.BAD_ID);
        }
        return instance(method, segments, new ResourceId(type, id), narrow);
    }

    private static Form instance(String method, List<String> segments, ResourceId resource, boolean narrow)
            throws RefusedException {
        if (segments.size() == 2) {
            return switch (method) {
                case "GET" -> new Form(Interaction.READ, resource);
                case "PUT" -> {
                    if (!narrow && !resource.type().equals("Task")) {
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
