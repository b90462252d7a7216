// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** What of an organisation is indexed how, and what is read back of it. Not safe for many threads. */
final class DocumentFormat {

    private static final String STORED_NAME = "stored_name";
    private static final String STORED_UNIT = "stored_unit";
    private static final String STORED_CITY = "stored_city";
    private static final String STORED_PROVINCE = "stored_province";
    private static final int SORT_LENGTH = 100;
    private static final int FEW_WORDS = 256;
    private static final int MOST_PLACES = 4_096;

    /** Words without their places: nothing asks for words beside each other. */
    private static final FieldType WORDS = words();

    private final QueryPlan plan;
    private final WordTokens.Vocabulary vocabulary;
    private final Map<String, List<String>> places = new HashMap<>();
    private final List<Form> name = forms(Fields.NAME);
    private final List<Form> city = forms(Fields.CITY);

    /** For a document now and then. */
    DocumentFormat(QueryPlan plan) {
        this(plan, FEW_WORDS);
    }

    /** @param words how many may be kept because they come again */
    DocumentFormat(QueryPlan plan, int words) {
        this.plan = plan;
        this.vocabulary = new WordTokens.Vocabulary(words);
    }

    private static FieldType words() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** A field for the words of a text in one form; the same for every document. */
    private record Form(Field field, WordTokens tokens) {}

    private static List<Form> forms(String text) {
        return Stream.of(Fields.Form.values())
                .map(form -> {
                    WordTokens tokens = new WordTokens(form);
                    return new Form(new Field(form.of(text), tokens, WORDS), tokens);
                })
                .toList();
    }

    /**
     * An organisation with its place among others.
     *
     * @param organisation what is indexed
     * @param name the words of its name
     * @param sortName comes first in the order
     * @param sortKey tells apart those with one name
     */
    record Draft(OrganisationDocument organisation, List<String> name, BytesRef sortName, BytesRef sortKey)
            implements Comparable<Draft> {

        Draft {
            name = List.copyOf(name);
        }

        @Override
        public int compareTo(Draft other) {
            int byName = sortName.compareTo(other.sortName);
            return byName != 0 ? byName : sortKey.compareTo(other.sortKey);
        }
    }

    Draft draft(OrganisationDocument organisation) {
        List<String> words = plan.allWords(organisation.label().name());
        return new Draft(
                organisation,
                words,
                sortable(String.join(" ", words)),
                sortable(organisation.organisation() + " " + organisation.contract()));
    }

    /** The document of a draft; to be indexed before the next is made. */
    Document document(Draft draft) {
        Document document = new Document();
        OrganisationDocument organisation = draft.organisation();
        OrganisationDocument.Label label = organisation.label();
        keyword(document, Fields.ORGANISATION, organisation.organisation());
        keyword(document, Fields.VENDOR, organisation.vendor());
        for (String identifier : organisation.identifiers()) {
            String written = identifier.toLowerCase(Locale.ROOT);
            if (!written.equals(organisation.organisation())) {
                keyword(document, Fields.IDENTIFIER, written);
            }
        }
        addNames(document, label, draft.name());
        addTown(document, label);
        document.add(new BinaryDocValuesField(Fields.IN_FORCE, InForceQuery.bytes(organisation.periods())));
        organisation
                .endpointTypes()
                .forEach((type, periods) ->
                        document.add(new BinaryDocValuesField(Fields.inForce(type), InForceQuery.bytes(periods))));
        document.add(new SortedDocValuesField(Fields.SORT_NAME, draft.sortName()));
        document.add(new SortedDocValuesField(Fields.SORT_KEY, draft.sortKey()));
        store(document, organisation);
        return document;
    }

    private void addNames(Document document, OrganisationDocument.Label label, List<String> words) {
        boolean hasUnit = !label.displayName().equals(label.name());
        List<String> unit = hasUnit ? plan.allWords(label.unit()) : List.of();
        List<String> both =
                hasUnit ? Stream.concat(words.stream(), unit.stream()).toList() : words;
        addForms(document, name, both);
        wholes(words, unit, both).forEach(whole -> keyword(document, Fields.WHOLE_NAME, whole));
        for (List<String> part : List.of(words, unit)) {
            NameWords.joined(part).forEach(joined -> keyword(document, Fields.NAME_JOINED, joined));
            NameWords.initials(part).forEach(initials -> keyword(document, Fields.NAME_INITIALS, initials));
        }
    }

    private static List<String> wholes(List<String> words, List<String> unit, List<String> both) {
        return unit.isEmpty()
                ? List.of(String.join(" ", words))
                : Stream.of(words, unit, both)
                        .map(part -> String.join(" ", part))
                        .filter(part -> !part.isEmpty())
                        .distinct()
                        .toList();
    }

    private void addTown(Document document, OrganisationDocument.Label label) {
        List<String> words = placeWords(label.cityText());
        String other = NameWords.otherTownName(words);
        List<String> both = other.isEmpty()
                ? words
                : Stream.concat(words.stream(), plan.allWords(other).stream()).toList();
        addForms(document, city, both);
        keyword(document, Fields.WHOLE_CITY, String.join(" ", words));
        keyword(document, Fields.PROVINCE, String.join(" ", placeWords(label.province())));
    }

    /** The words of a town or province, kept because many organisations are in one. */
    private List<String> placeWords(String place) {
        if (places.size() == MOST_PLACES) {
            places.clear();
        }
        return places.computeIfAbsent(place, plan::allWords);
    }

    private static void store(Document document, OrganisationDocument organisation) {
        document.add(new StoredField(Fields.ORGANISATION, organisation.organisation()));
        document.add(new StoredField(Fields.VENDOR, organisation.vendor()));
        document.add(new StoredField(STORED_NAME, organisation.label().name()));
        document.add(new StoredField(STORED_UNIT, organisation.label().unit()));
        document.add(new StoredField(STORED_PROVINCE, organisation.label().province()));
        String city = organisation.label().city();
        if (city != null) {
            document.add(new StoredField(STORED_CITY, city));
        }
    }

    static OrganisationDocument.Label label(Document stored) {
        return new OrganisationDocument.Label(
                text(stored, STORED_NAME),
                text(stored, STORED_UNIT),
                stored.get(STORED_CITY),
                text(stored, STORED_PROVINCE));
    }

    static String text(Document stored, String name) {
        String value = stored.get(name);
        return value == null ? "" : value;
    }

    private void addForms(Document document, List<Form> forms, List<String> words) {
        List<WordTokens.Parts> parts = vocabulary.parts(words);
        for (Form form : forms) {
            form.tokens().begin(parts);
            document.add(form.field());
        }
    }

    private static void keyword(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    private static BytesRef sortable(String text) {
        return new BytesRef(text.length() > SORT_LENGTH ? text.substring(0, SORT_LENGTH) : text);
    }
}
