// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.ResourceId;

/** The FHIR server of the customer, reached with the customer's credentials. Never throws. */
public interface CustomerFhirServer {

    /** Reads a resource. */
    Answer read(ResourceId resource);

    /** Creates a resource; the answer is what the server stored, with its id. */
    Answer create(ObjectNode resource);

    /** Replaces a resource that has an id. */
    Answer update(ObjectNode resource);

    /** What the server answered. */
    @CheckReturnValue
    sealed interface Answer {

        /** The resource as the server has it. */
        record Resource(JsonNode content) implements Answer {}

        /** 404 or 410. */
        record Missing() implements Answer {}

        /** Any other refusal. */
        record Refused(int status) implements Answer {}

        /** No answer in time, or none that can be read. */
        record Unreachable() implements Answer {}
    }
}
