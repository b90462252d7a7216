// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.task.TaskDocument;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request in its one canonical form; only {@link Canonicaliser} makes one, and {@link #recorded} repeats one.
 *
 * <p>Two requests for the same thing have the same interaction and resource, whatever format they ask for.
 */
public final class CanonicalRequest implements CanonicalOutcome {

    private final Interaction interaction;
    private final ResourceId resource;
    private final String reference;
    private final String path;
    private final Presented presented;
    private final Map<String, String> parameters;

    /** What came beside method and target. */
    record Presented(
            Credentials credentials,
            boolean versioned,
            @Nullable TaskDocument task) {}

    CanonicalRequest(
            Interaction interaction,
            ResourceId resource,
            String path,
            Map<String, String> parameters,
            Presented presented) {
        this.interaction = interaction;
        this.resource = resource;
        this.reference = resource.reference();
        this.path = path;
        this.parameters = Map.copyOf(parameters);
        this.presented = presented;
    }

    /**
     * A request that was canonical when it was decided on, as the decision log has it: only to make the same decision again.
     *
     * @param task as recorded, for an update
     */
    public static CanonicalRequest recorded(
            Interaction interaction,
            ResourceId resource,
            String path,
            Credentials credentials,
            @Nullable TaskDocument task) {
        return new CanonicalRequest(interaction, resource, path, Map.of(), new Presented(credentials, false, task));
    }

    /** The same with what a search looks for, and whether it held for one version only. */
    public CanonicalRequest with(Map<String, String> searched, boolean versioned) {
        return new CanonicalRequest(
                interaction,
                resource,
                path,
                searched,
                new Presented(presented.credentials(), versioned, presented.task()));
    }

    /** What is asked. */
    public Interaction interaction() {
        return interaction;
    }

    /**
     * The resource it is asked of; for a notification the Task named in it, with an empty id when it names none; for a search
     * its type with an empty id; for a user's area the area as type and the user as id.
     */
    public ResourceId resource() {
        return resource;
    }

    /** {@code Type/id} of the resource. */
    public String reference() {
        return reference;
    }

    /** The raw path without the query, as {@code htu} must name it. */
    public String path() {
        return path;
    }

    /** What a search looks for, by parameter; each has one value. Empty for everything else. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** What the client presented. */
    public Credentials credentials() {
        return presented.credentials();
    }

    /** Whether the request holds for one version only: an {@code If-Match} with one entity tag. */
    public boolean versioned() {
        return presented.versioned();
    }

    /** The new Task; present for an {@link Interaction#UPDATE} of a Task whose body was shown. */
    public Optional<TaskDocument> task() {
        return Optional.ofNullable(presented.task());
    }
}
