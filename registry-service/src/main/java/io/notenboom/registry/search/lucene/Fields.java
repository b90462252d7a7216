// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

/** Names of the fields of a document. */
final class Fields {

    static final String ORGANISATION = "organisation";
    static final String VENDOR = "vendor";
    static final String ENDPOINT_TYPE = "endpointType";
    static final String WHOLE_NAME = "name_whole";
    static final String SORT_NAME = "name_sort";
    static final String SORT_ORGANISATION = "organisation_sort";

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

    static final String NAME = "name";
    static final String CITY = "city";

    private Fields() {}
}
