// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.ResourceId;

/** The FHIR server of the customer, reached with the customer's credentials. Never throws. */
public interface CustomerFhirServer {

    /** Reads a resource; what is answered has its type and id. */
    Answer read(ResourceId resource);

    /** Creates a resource; the answer is what the server stored, with its id. */
    Answer create(ObjectNode resource);

    /** Replaces a resource that has an id; the answer has its type and id. */
    Answer update(ObjectNode resource);

    /**
     * Looks for a resource by an identifier that one has at most; of several the first by id.
     *
     * @param identifier of the resource
     */
    Answer find(String type, Identifier identifier);

    /** A business identifier of a resource. */
    record Identifier(String system, String value) {

        /** Whether a resource has it. */
        public boolean of(JsonNode resource) {
            for (JsonNode identifier : resource.path("identifier")) {
                if (system.equals(identifier.path("system").textValue())
                        && value.equals(identifier.path("value").textValue())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What the server answered. */
    @CheckReturnValue
    sealed interface Answer {

        /** The resource as the server has it. */
        record Resource(JsonNode content) implements Answer {}

        /** 404 or 410. */
        record Missing() implements Answer {}

        /** Any other refusal. */
        record Refused(int status) implements Answer {

            private static final int UNAUTHORIZED = 401;
            private static final int TIMEOUT = 408;
            private static final int TOO_MANY = 429;
            private static final int SERVER_ERROR = 500;

            /** Whether it says nothing about what was asked: the server is in trouble, or does not know who asks. */
            public boolean ofTheServer() {
                return status >= SERVER_ERROR || status == UNAUTHORIZED || status == TIMEOUT || status == TOO_MANY;
            }
        }

        /** No answer that can be used; whether the server did what was asked is not known. */
        record Unreachable(Trouble trouble) implements Answer {

            /** Not even an answer. */
            public Unreachable() {
                this(Trouble.NO_ANSWER);
            }
        }
    }

    /** Why an answer cannot be used. */
    enum Trouble {
        /** Nothing came, or what came broke off. */
        NO_ANSWER("does not answer"),
        /** Not all of it came in time. */
        TOO_SLOW("takes too long"),
        /** More than 4 MB. */
        TOO_LARGE("answered more than 4 MB"),
        /** Neither strict JSON nor strict XML of FHIR. */
        MALFORMED("answered what is neither strict FHIR JSON nor strict FHIR XML"),
        /** Of another type, or with another id. */
        OTHER_RESOURCE("answered another resource than was asked for");

        private final String text;

        Trouble(String text) {
            this.text = text;
        }

        /** The part that could not be used and why, as in <q>the FHIR server, which does not answer</q>. */
        public String text() {
            return "the FHIR server, which " + text;
        }
    }
}
