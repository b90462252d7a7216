// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.regex.Pattern;

/** Says what is wrong with a JSON body, and where, without a value of the body. */
final class JsonFault {

    private static final int SHOWN_STEPS = 8;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_@$.-]{1,64}");

    private JsonFault() {}

    /** One sentence or two for the caller. */
    static String describe(JacksonException fault) {
        if (fault instanceof JsonMappingException mapping
                && !(fault.getCause() instanceof JacksonException)
                && !mapping.getPath().isEmpty()) {
            return "The body's field " + path(mapping.getPath())
                    + " has a value that this call does not take; see its OpenAPI description.";
        }
        if (fault instanceof JsonMappingException && !(fault.getCause() instanceof JacksonException)) {
            return "The body is not JSON of the shape that this call takes; see its OpenAPI description.";
        }
        if (fault instanceof StreamConstraintsException) {
            return "The body is JSON that is nested too deep, or has a name, number or text that is too long"
                    + where(fault) + ".";
        }
        String original = fault.getOriginalMessage();
        return original != null && original.startsWith("Duplicate field")
                ? "The body has a member name twice in one object" + where(fault) + "."
                : "The body is not valid JSON" + where(fault) + ".";
    }

    private static String where(JacksonException fault) {
        JsonLocation location = fault.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Field names that look like names are shown; others, which are keys that the caller made up, are a star. */
    private static String path(List<JsonMappingException.Reference> steps) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : steps.subList(0, Math.min(SHOWN_STEPS, steps.size()))) {
            String name = step.getFieldName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(PLAIN_NAME.matcher(name).matches() ? name : "*");
            }
        }
        return path.toString();
    }
}
