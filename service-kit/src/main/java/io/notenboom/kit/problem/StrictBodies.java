// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Makes the mapper of request bodies as strict as {@link StrictJson} about what two readers could understand differently: no
 * member name twice, nothing after the value, limits on depth, names and numbers.
 */
@Singleton
final class StrictBodies implements ObjectMapperCustomizer {

    private static final int MAX_NUMBER = 100;
    private static final int MAX_NAME = 10_000;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(StrictJson.MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(MAX_NAME)
                        .build());
    }
}
