// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The canonical form of RFC 8785 (JCS): names sorted by UTF-16 code units, numbers as ECMAScript writes a double, no white
 * space. Equal values give equal bytes.
 */
public final class CanonicalJson {

    private static final double LARGEST_PLAIN = 1e21;

    private CanonicalJson() {}

    /**
     * The canonical UTF-8 bytes of a value.
     *
     * @throws JsonInputException if a number is not finite as a double or a string has a lone surrogate
     */
    public static byte[] bytes(JsonNode value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The canonical text of a value.
     *
     * @throws JsonInputException if a number is not finite as a double or a string has a lone surrogate
     */
    public static String text(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        if (value instanceof ObjectNode object) {
            writeObject(object, out);
        } else if (value instanceof ArrayNode array) {
            writeArray(array, out);
        } else if (value.isTextual()) {
            writeString(value.textValue(), out);
        } else if (value.isNumber()) {
            out.append(number(value.doubleValue()));
        } else if (value.isBoolean() || value.isNull()) {
            out.append(value.asText());
        } else {
            throw new JsonInputException("not a JSON value: " + value.getNodeType());
        }
    }

    private static void writeObject(ObjectNode object, StringBuilder out) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            writeString(name, out);
            out.append(':');
            write(object.get(name), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(ArrayNode array, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (JsonNode element : array) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (Character.isHighSurrogate(c)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                out.append(c).append(text.charAt(++index));
            } else if (Character.isSurrogate(c)) {
                throw new JsonInputException("a string has a lone surrogate");
            } else {
                writeCharacter(c, out);
            }
        }
        out.append('"');
    }

    private static void writeCharacter(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    /** ECMA-262 Number::toString: the shortest digits that give the double back. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new JsonInputException("a number is not finite");
        }
        if (value == 0) {
            return "0";
        }
        // Double.toString gives the shortest digits since JDK 19
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (Math.abs(value) < LARGEST_PLAIN && exponent > -6) {
            return sign + shortest.toPlainString();
        }
        int scientific = exponent - 1;
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return sign + mantissa + "e" + (scientific < 0 ? "-" : "+") + Math.abs(scientific);
    }
}
