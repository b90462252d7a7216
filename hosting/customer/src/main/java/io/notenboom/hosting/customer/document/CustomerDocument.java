// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.SpecProblem;
import java.util.List;

/**
 * Reads and writes specifications of customers. YAML and JSON are read alike, strictly: at most 64 kB, no unknown or repeated
 * field, no text where a number belongs; everything that is wrong is told at once.
 */
public final class CustomerDocument {

    private static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_DEPTH = 16;

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CustomerDocument() {}

    /**
     * Reads a specification, YAML or JSON.
     *
     * @throws InvalidCustomerException if it cannot be used, with all that is wrong
     */
    public static CustomerSpec read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw unreadable("a specification has at most " + MAX_CHARACTERS + " characters");
        }
        try {
            return read(YAML.readTree(text));
        } catch (JsonProcessingException failure) {
            int line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
            throw unreadable("line " + line + " is not valid YAML or JSON, or repeats a field");
        }
    }

    /**
     * Reads a specification.
     *
     * @throws InvalidCustomerException if it cannot be used, with all that is wrong
     */
    public static CustomerSpec read(JsonNode tree) {
        if (!tree.isObject()) {
            throw unreadable("give an object with fields such as id, publicHost, network");
        }
        return new SpecReader().read(tree);
    }

    private static InvalidCustomerException unreadable(String why) {
        return new InvalidCustomerException(List.of(new SpecProblem("", why)));
    }

    /** The specification as JSON, complete: what was left out is there with its usual value. */
    public static ObjectNode write(CustomerSpec spec) {
        return SpecWriter.write(spec);
    }
}
