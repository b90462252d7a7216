// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.task.TaskDocument;
import java.util.Set;

/**
 * What one enforcement point may carry.
 *
 * @param kind what stands behind it
 * @param basePath the path before {@code /Type/id}, as registered: starts with a slash and does not end in one
 * @param fhirVersion the version in force
 * @param bodyMode whether bodies arrive
 * @param options what its customer chose
 * @param surface what of the version its server has
 */
public record RequestGrammar(
        EndpointKind kind,
        String basePath,
        FhirVersion fhirVersion,
        BodyMode bodyMode,
        Options options,
        Surface surface) {

    /** Longest target in bytes. */
    public static final int MAX_TARGET_LENGTH = 2048;

    /** Most parameters in a query. */
    public static final int MAX_QUERY_PAIRS = 16;

    /** Longest body in bytes. */
    public static final int MAX_BODY_LENGTH = TaskDocument.MAX_LENGTH;

    private static final int MAX_BASE_LENGTH = 200;

    public RequestGrammar {
        if (!validBasePath(basePath)) {
            throw new IllegalArgumentException("A base path starts with a slash and has plain segments only.");
        }
        for (String type : surface.types()) {
            if (!fhirVersion.types().contains(type)) {
                throw new IllegalArgumentException("types has a type that FHIR " + fhirVersion + " does not define.");
            }
        }
    }

    /** With options, on all that the version has. */
    public RequestGrammar(
            EndpointKind kind, String basePath, FhirVersion fhirVersion, BodyMode bodyMode, Options options) {
        this(kind, basePath, fhirVersion, bodyMode, options, Surface.WHOLE);
    }

    /** Without any option. */
    public RequestGrammar(EndpointKind kind, String basePath, FhirVersion fhirVersion, BodyMode bodyMode) {
        this(kind, basePath, fhirVersion, bodyMode, Options.NONE);
    }

    /** The resource types in force: exact, case-sensitive names. */
    public Set<String> types() {
        return surface.types().isEmpty() ? fhirVersion.types() : surface.types();
    }

    /** Whether a text can be a base path: one or more segments of {@code A-Z a-z 0-9 . _ -}, none of them dots only. */
    public static boolean validBasePath(String text) {
        if (!text.startsWith("/") || text.length() > MAX_BASE_LENGTH) {
            return false;
        }
        for (String segment : text.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || !TargetBytes.plain(segment)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What of a FHIR version a server has.
     *
     * @param types names of its resource types; none for all of the version
     * @param head whether HEAD is answered as GET without the body (RFC 9110, section 9.3.2); refused otherwise
     */
    public record Surface(Set<String> types, boolean head) {

        /** All types, without HEAD. */
        public static final Surface WHOLE = new Surface(Set.of(), false);

        public Surface {
            types = Set.copyOf(types);
        }
    }

    /**
     * What a customer can choose for one enforcement point.
     *
     * @param narrowScopes whether scopes that name one resource count, and with them searches, users' areas and updates of
     *     other resources than the Task
     * @param userAreas where users' areas are: a path in which one segment is {@code {id}} and one {@code {area}}
     * @param receiverMayCancel whether the receiver may cancel where the sender may
     * @param requireIfMatch whether an update must name the version that it changes
     * @param backendChecksBody whether the resource server itself holds updates to the status, where no bodies arrive here
     */
    public record Options(
            boolean narrowScopes,
            String userAreas,
            boolean receiverMayCancel,
            boolean requireIfMatch,
            boolean backendChecksBody) {

        /** Where users' areas are unless the customer says otherwise. */
        public static final String USER_AREAS = "/users/{id}/{area}";

        /** Nothing chosen. */
        public static final Options NONE = new Options(false, USER_AREAS, false, false, false);

        public Options {
            String[] segments = userAreas.split("/", -1);
            int ids = 0;
            int areas = 0;
            for (int index = 1; index < segments.length; index++) {
                ids += segments[index].equals("{id}") ? 1 : 0;
                areas += segments[index].equals("{area}") ? 1 : 0;
            }
            if (ids != 1
                    || areas != 1
                    || !validBasePath(userAreas.replace("{id}", "id").replace("{area}", "area"))) {
                throw new IllegalArgumentException(
                        "userAreas is a path with plain segments, one of them {id} and one {area}, for instance "
                                + USER_AREAS + ".");
            }
        }

        /** With narrow scopes or without. */
        public Options withNarrowScopes(boolean chosen) {
            return new Options(chosen, userAreas, receiverMayCancel, requireIfMatch, backendChecksBody);
        }
    }
}
