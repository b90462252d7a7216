// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.ResourceId;

/** Reads resources that a Composition names, so that their patient can be compared. */
@FunctionalInterface
public interface ResourceLookup {

    /** No server to ask: what the Composition names is believed to be of its own patient, and reported as not verified. */
    ResourceLookup NONE = resource -> new NotConsulted();

    /** Reads one resource. Does not throw for a resource that is missing or unreadable. */
    Found find(ResourceId resource);

    /** What was found. */
    @CheckReturnValue
    sealed interface Found {}

    /** The resource. */
    record Resource(JsonNode content) implements Found {}

    /** Not there, or the server does not give it. */
    record Missing() implements Found {}

    /** The server gives no answer that can be used; the text says which part and why. */
    record Unreachable(String what) implements Found {}

    /** There is nothing to ask. */
    record NotConsulted() implements Found {}
}
