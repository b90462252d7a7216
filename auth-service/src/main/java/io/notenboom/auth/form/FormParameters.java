// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.form;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of an {@code application/x-www-form-urlencoded} body, read strictly: UTF-8, complete percent-encodings, at most
 * {@value #MAX_PARAMETERS} parameters, no parameter twice (RFC 6749 §3.2). A parameter without value counts as absent.
 */
public final class FormParameters {

    /** Most parameters in one body. */
    public static final int MAX_PARAMETERS = 32;

    private final Map<String, String> values;

    private FormParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a body.
     *
     * @throws MalformedFormException if it breaks a rule; the message is safe to show
     */
    public static FormParameters parse(String body) throws MalformedFormException {
        Map<String, String> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : body.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                throw new MalformedFormException("the form has too many parameters");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                throw new MalformedFormException("a parameter must not be given twice");
            }
        }
        return new FormParameters(values);
    }

    /** The value of a parameter; empty if it is absent or has no value. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    private static String decode(String text) throws MalformedFormException {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        int index = 0;
        while (index < text.length()) {
            char character = text.charAt(index);
            if (character == '%') {
                bytes[length++] = hexPair(text, index);
                index += 3;
            } else if (character > 0x20 && character < 0x7f) {
                bytes[length++] = (byte) (character == '+' ? ' ' : character);
                index++;
            } else {
                throw new MalformedFormException("the form holds a character that must be percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedFormException("the form is not valid UTF-8");
        }
    }

    private static byte hexPair(String text, int index) throws MalformedFormException {
        int high = index + 2 < text.length() ? Character.digit(text.charAt(index + 1), 16) : -1;
        int low = index + 2 < text.length() ? Character.digit(text.charAt(index + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedFormException("the form has an incomplete percent-encoding");
        }
        return (byte) (high * 16 + low);
    }
}
