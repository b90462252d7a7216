// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The canonical form of JSON (RFC 8785, JCS): equal values always have equal bytes. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical UTF-8 bytes.
     *
     * @throws JsonInputException if the value has no canonical form: an integer whose canonical spelling would be
     *     another integer, because an IEEE 754 double cannot tell them apart, a number that is not finite, an unpaired surrogate, or a node that is not JSON
     */
    public static byte[] bytes(JsonNode value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical text; see {@link #bytes(JsonNode)}. */
    public static String text(JsonNode value) {
        StringBuilder out = new StringBuilder();
        append(value, out, 0);
        return out.toString();
    }

    private static void append(JsonNode value, StringBuilder out, int depth) {
        if (depth > StrictJson.MAX_DEPTH) {
            throw new JsonInputException("the JSON is nested deeper than " + StrictJson.MAX_DEPTH + " levels");
        }
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(value, out, depth);
            case ARRAY -> appendArray(value, out, depth);
            case STRING -> appendString(value.textValue(), out);
            case NUMBER -> out.append(number(value));
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                throw new JsonInputException("a " + value.getNodeType() + " node has no canonical form");
        }
    }

    private static void appendObject(JsonNode object, StringBuilder out, int depth) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        names.sort(null); // String order is UTF-16 code unit order, as RFC 8785 §3.2.3 asks
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            appendString(name, out);
            out.append(':');
            append(object.get(name), out, depth + 1);
            separator = ",";
        }
        out.append('}');
    }

    private static void appendArray(JsonNode array, StringBuilder out, int depth) {
        out.append('[');
        String separator = "";
        for (JsonNode element : array) {
            out.append(separator);
            append(element, out, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendString(String text, StringBuilder out) {
        if (StrictJson.hasUnpairedSurrogate(text)) {
            throw new JsonInputException("a text with an unpaired surrogate has no canonical form");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(unit >> 4, 16))
                                .append(Character.forDigit(unit & 0xF, 16));
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(JsonNode value) {
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            throw new JsonInputException("a number that is not finite has no canonical form");
        }
        String canonical = ecmaScript(number);
        if (value.isIntegralNumber() && new BigDecimal(canonical).compareTo(value.decimalValue()) != 0) {
            throw new JsonInputException("an integer beyond the precision of a double has no canonical form");
        }
        return canonical;
    }

    /** ECMAScript Number::toString, which RFC 8785 §3.2.2.3 prescribes. */
    static String ecmaScript(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale(); // number = 0.digits × 10^exponent
        return (number < 0 ? "-" : "") + layOut(digits, exponent);
    }

    private static String layOut(String digits, int exponent) {
        int count = digits.length();
        if (count <= exponent && exponent <= 21) {
            return digits + "0".repeat(exponent - count);
        }
        if (0 < exponent && exponent <= 21) {
            return digits.substring(0, exponent) + "." + digits.substring(exponent);
        }
        if (-6 < exponent && exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        int power = exponent - 1;
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (power < 0 ? "-" : "+") + Math.abs(power);
    }

    /**
     * The shortest decimal that reads back as this double. Double.toString gives it, save that it prefers a nearer decimal
     * of two digits where one digit would do.
     */
    private static BigDecimal shortest(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.precision() != 2) {
            return decimal;
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(decimal.scale() - 1);
        BigDecimal lower = decimal.divideToIntegralValue(unit).multiply(unit);
        BigDecimal upper = lower.add(unit);
        BigDecimal exact = new BigDecimal(number);
        boolean lowerNearer = exact.subtract(lower).compareTo(upper.subtract(exact)) <= 0;
        BigDecimal nearer = lowerNearer ? lower : upper;
        BigDecimal farther = lowerNearer ? upper : lower;
        if (nearer.signum() > 0 && nearer.doubleValue() == number) {
            return nearer.stripTrailingZeros();
        }
        return farther.signum() > 0 && farther.doubleValue() == number ? farther.stripTrailingZeros() : decimal;
    }
}
