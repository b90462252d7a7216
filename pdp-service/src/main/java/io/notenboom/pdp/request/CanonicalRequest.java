// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.task.TaskDocument;
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
    private final String path;
    private final Credentials credentials;
    private final @Nullable TaskDocument task;

    CanonicalRequest(
            Interaction interaction,
            ResourceId resource,
            String path,
            Credentials credentials,
            @Nullable TaskDocument task) {
        this.interaction = interaction;
        this.resource = resource;
        this.path = path;
        this.credentials = credentials;
        this.task = task;
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
        return new CanonicalRequest(interaction, resource, path, credentials, task);
    }

    /** What is asked. */
    public Interaction interaction() {
        return interaction;
    }

    /** The resource it is asked of; for a notification the Task named in it. */
    public ResourceId resource() {
        return resource;
    }

    /** The raw path without the query, as {@code htu} must name it. */
    public String path() {
        return path;
    }

    /** What the client presented. */
    public Credentials credentials() {
        return credentials;
    }

    /** The new Task; present exactly for {@link Interaction#UPDATE}. */
    public Optional<TaskDocument> task() {
        return Optional.ofNullable(task);
    }
}
