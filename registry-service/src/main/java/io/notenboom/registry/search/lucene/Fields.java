// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

/** Names of the fields of a document. A change of what is in them is a new {@link Generation#SCHEMA}. */
final class Fields {

    static final String ORGANISATION = "organisation";
    static final String VENDOR = "vendor";
    static final String IDENTIFIER = "identifier";
    static final String WHOLE_NAME = "name_whole";
    static final String WHOLE_CITY = "city_whole";
    static final String PROVINCE = "province";
    static final String SORT_NAME = "name_sort";
    static final String SORT_KEY = "key_sort";
    static final String IN_FORCE = "in_force";

    static final String NAME = "name";
    static final String CITY = "city";

    /** Fields of one text, each analyzed in another way; the prefix says which text. */
    enum Form {
        WORDS(""),
        EDGE("_edge"),
        INFIX("_infix"),
        PHONETIC("_phon");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        String of(String text) {
            return text + suffix;
        }
    }

    /** Neighbouring words of a name written as one. */
    static final String NAME_JOINED = "name_joined";

    /** First letters of neighbouring words of a name. */
    static final String NAME_INITIALS = "name_initials";

    private Fields() {}

    /** The field that tells when a document has an endpoint of a type. */
    static String inForce(String endpointType) {
        return IN_FORCE + ":" + endpointType;
    }
}
