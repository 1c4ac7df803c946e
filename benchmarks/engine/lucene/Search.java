import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene for the benchmark. Lines come in and go out, fields parted by tabs:
 *
 * <pre>
 * build FOLDER ITEMS whitespace|french   → seconds
 * open FOLDER                            → seconds
 * search LEVEL FIELDS…                   → nanoseconds, total, ids, persons, places, months
 * </pre>
 *
 * Times are taken here, so that the pipe does not count. ITEMS is a file of tab-separated lines: id, day,
 * persons, places (values parted by U+001F), tokens, text.
 */
public final class Search {
  private static final int TOP = 10;
  private static final String SEPARATOR = "\u001f";
  // From so many documents on (measured), a second pass costs less than the scores of all.
  private static final int MANY = 10_000;
  private IndexSearcher searcher;
  private Ordinals persons;
  private Ordinals places;
  private int firstYear;
  private int years;

  public static void main(String[] arguments) throws Exception {
    new Search().run();
  }

  private void run() throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line; (line = in.readLine()) != null; ) {
      String[] parts = line.split("\t", -1);
      out.println(
          switch (parts[0]) {
            case "build" -> build(Path.of(parts[1]), Path.of(parts[2]), parts[3]);
            case "open" -> open(Path.of(parts[1]));
            default -> search(parts);
          });
    }
  }

  // --- writing

  private static String build(Path folder, Path items, String analysis) throws Exception {
    long started = System.nanoTime();
    boolean french = analysis.equals("french");
    Analyzer analyzer = french ? new FrenchAnalyzer() : new WhitespaceAnalyzer();
    var config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(512).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    try (var directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, config);
        var lines = Files.newBufferedReader(items, StandardCharsets.UTF_8)) {
      // Two threads take lines in turn, as two cores allow.
      var crew = new ArrayList<Thread>();
      var failed = new Exception[1];
      for (int n = 0; n < 2; n++) {
        crew.add(new Thread(() -> {
          try {
            for (String line; (line = next(lines)) != null; ) writer.addDocument(document(line.split("\t", -1), french));
          } catch (Exception error) {
            failed[0] = error;
          }
        }));
      }
      for (var thread : crew) thread.start();
      for (var thread : crew) thread.join();
      if (failed[0] != null) throw failed[0];
      writer.commit();
      writer.forceMerge(1);
    }
    return Double.toString((System.nanoTime() - started) / 1e9);
  }

  private static String next(BufferedReader lines) throws IOException {
    synchronized (lines) {
      return lines.readLine();
    }
  }

  private static Document document(String[] item, boolean french) {
    var document = new Document();
    document.add(new StringField("id", item[0], Field.Store.YES));
    document.add(new BinaryDocValuesField("id", new BytesRef(item[0])));
    int day = Integer.parseInt(item[1].replace("-", ""));
    document.add(new IntPoint("day", day));
    document.add(new NumericDocValuesField("day", day));
    for (String[] facet : new String[][] {{"persons", item[2]}, {"places", item[3]}}) {
      if (facet[1].isEmpty()) continue;
      for (String value : facet[1].split(SEPARATOR)) {
        document.add(new SortedSetDocValuesField(facet[0], new BytesRef(value)));
        document.add(new StringField(facet[0], value, Field.Store.NO));
      }
    }
    document.add(new TextField("body", french ? item[5] : item[4], Field.Store.NO));
    document.add(new StoredField("text", item[5]));
    return document;
  }

  // --- reading

  private String open(Path folder) throws IOException {
    long started = System.nanoTime();
    searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(folder)));
    searcher.setQueryCache(null);
    persons = new Ordinals(searcher.getIndexReader(), "persons");
    places = new Ordinals(searcher.getIndexReader(), "places");
    int first = IntPoint.decodeDimension(PointValues.getMinPackedValue(searcher.getIndexReader(), "day"), 0);
    int last = IntPoint.decodeDimension(PointValues.getMaxPackedValue(searcher.getIndexReader(), "day"), 0);
    firstYear = first / 10_000;
    years = last / 10_000 - firstYear + 1;
    searcher.search(new TermQuery(new Term("body", "de")), TOP);
    return Double.toString((System.nanoTime() - started) / 1e9);
  }

  private static final class Ordinals {
    final String field;
    final OrdinalMap map;
    final int count;
    final SortedSetDocValues values;

    Ordinals(IndexReader reader, String field) throws IOException {
      this.field = field;
      values = MultiDocValues.getSortedSetValues(reader, field);
      count = values == null ? 0 : (int) values.getValueCount();
      map = values instanceof MultiDocValues.MultiSortedSetDocValues multi ? multi.mapping : null;
    }
  }

  private String search(String[] parts) throws IOException {
    Query query = query(parts);
    long started = System.nanoTime();
    String answer =
        switch (parts[1]) {
          case "top10" -> "-1\t" + ids(searcher.search(query, TOP)) + "\t\t\t";
          case "total" -> counted(query);
          default -> faceted(query);
        };
    return System.nanoTime() - started + "\t" + answer;
  }

  private static TopScoreDocCollectorManager best(boolean all) {
    return new TopScoreDocCollectorManager(TOP, null, all ? Integer.MAX_VALUE : TOP);
  }

  /**
   * Whether two passes are the faster way: the best with what cannot be among them skipped, the rest
   * without scores. Not for few hits, nor for phrases, whose positions would be read twice.
   */
  private boolean inTwoPasses(Query query) throws IOException {
    if (query instanceof PhraseQuery) return false;
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    long cost = 0;
    for (var context : searcher.getLeafContexts()) {
      ScorerSupplier supplier = weight.scorerSupplier(context);
      cost += supplier == null ? 0 : supplier.cost();
    }
    return cost >= MANY;
  }

  private String counted(Query query) throws IOException {
    TopDocs top;
    long total;
    if (query instanceof TermQuery || inTwoPasses(query)) {
      top = searcher.search(query, best(false));
      total = searcher.count(query);
    } else {
      top = searcher.search(query, best(true));
      total = top.totalHits.value();
    }
    return total + "\t" + ids(top) + "\t\t\t";
  }

  private String faceted(Query query) throws IOException {
    var counting = new Counting();
    TopDocs top;
    if (inTwoPasses(query)) {
      top = searcher.search(query, best(false));
      searcher.search(query, counting);
    } else {
      var collector = best(true).newCollector();
      searcher.search(query, MultiCollector.wrap(collector, counting));
      top = collector.topDocs();
    }
    String named = best(persons, counting.personCounts) + "\t" + best(places, counting.placeCounts);
    return counting.total() + "\t" + ids(top) + "\t" + named + "\t" + counting.shownMonths();
  }

  private String ids(TopDocs top) throws IOException {
    var found = new ArrayList<String>();
    for (ScoreDoc hit : top.scoreDocs) {
      int leaf = ReaderUtil.subIndex(hit.doc, searcher.getLeafContexts());
      LeafReaderContext context = searcher.getLeafContexts().get(leaf);
      BinaryDocValues ids = context.reader().getBinaryDocValues("id");
      ids.advanceExact(hit.doc - context.docBase);
      found.add(ids.binaryValue().utf8ToString());
    }
    return String.join(SEPARATOR, found);
  }

  private String best(Ordinals facet, int[] counts) throws IOException {
    var queue = new PriorityQueue<int[]>((a, b) -> a[1] != b[1] ? Integer.compare(a[1], b[1]) : Integer.compare(b[0], a[0]));
    for (int ordinal = 0; ordinal < counts.length; ordinal++) {
      if (counts[ordinal] > 0 && (queue.size() < TOP || counts[ordinal] > queue.peek()[1])) {
        queue.add(new int[] {ordinal, counts[ordinal]});
        if (queue.size() > TOP) queue.poll();
      }
    }
    var found = new String[queue.size()];
    for (int n = found.length - 1; n >= 0; n--) {
      int[] pair = queue.poll();
      found[n] = facet.values.lookupOrd(pair[0]).utf8ToString() + "=" + pair[1];
    }
    return String.join(SEPARATOR, found);
  }

  /** Counts values by global ordinal, and months, of every hit. It needs no scores. */
  private final class Counting implements Collector {
    final int[] personCounts = new int[persons.count];
    final int[] placeCounts = new int[places.count];
    final int[] months = new int[12 * years];

    /** Every article has one month. */
    long total() {
      long total = 0;
      for (int count : months) total += count;
      return total;
    }

    String shownMonths() {
      var shown = new StringBuilder();
      for (int month = 0; month < months.length; month++) {
        if (months[month] == 0) continue;
        if (!shown.isEmpty()) shown.append(SEPARATOR);
        shown.append(firstYear + month / 12).append('-').append(month % 12 + 1).append('=').append(months[month]);
      }
      return shown.toString();
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
      SortedSetDocValues people = DocValues.getSortedSet(context.reader(), "persons");
      SortedSetDocValues towns = DocValues.getSortedSet(context.reader(), "places");
      NumericDocValues days = DocValues.getNumeric(context.reader(), "day");
      var peopleMap = persons.map == null ? null : persons.map.getGlobalOrds(context.ord);
      var townMap = places.map == null ? null : places.map.getGlobalOrds(context.ord);
      return new LeafCollector() {
        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int document) throws IOException {
          if (people.advanceExact(document)) {
            for (int n = people.docValueCount(); n > 0; n--) {
              int ordinal = (int) people.nextOrd();
              personCounts[peopleMap == null ? ordinal : (int) peopleMap.get(ordinal)]++;
            }
          }
          if (towns.advanceExact(document)) {
            for (int n = towns.docValueCount(); n > 0; n--) {
              int ordinal = (int) towns.nextOrd();
              placeCounts[townMap == null ? ordinal : (int) townMap.get(ordinal)]++;
            }
          }
          if (days.advanceExact(document)) {
            int day = (int) days.longValue();
            months[(day / 10_000 - firstYear) * 12 + day / 100 % 100 - 1]++;
          }
        }
      };
    }
  }

  // search LEVEL must should phrase prefix facet value first last
  private static Query query(String[] parts) {
    var all = new BooleanQuery.Builder();
    var clauses = new ArrayList<Query>();
    for (String word : words(parts[2])) clauses.add(new TermQuery(new Term("body", word)));
    if (!parts[3].isEmpty()) {
      var any = new BooleanQuery.Builder();
      for (String word : words(parts[3])) any.add(new TermQuery(new Term("body", word)), BooleanClause.Occur.SHOULD);
      clauses.add(any.build());
    }
    if (!parts[4].isEmpty()) clauses.add(new PhraseQuery("body", words(parts[4]).toArray(new String[0])));
    if (!parts[5].isEmpty()) clauses.add(new PrefixQuery(new Term("body", parts[5])));
    boolean filtered = !parts[6].isEmpty() || !parts[8].isEmpty();
    if (clauses.size() == 1 && !filtered) return clauses.get(0);
    for (Query clause : clauses) all.add(clause, BooleanClause.Occur.MUST);
    if (!parts[6].isEmpty()) all.add(new TermQuery(new Term(parts[6], parts[7])), BooleanClause.Occur.FILTER);
    if (!parts[8].isEmpty()) {
      int first = Integer.parseInt(parts[8].replace("-", ""));
      int last = Integer.parseInt(parts[9].replace("-", ""));
      // What Lucene itself offers for such fields: the points or the values, whichever is cheaper.
      Query points = IntPoint.newRangeQuery("day", first, last);
      Query values = NumericDocValuesField.newSlowRangeQuery("day", first, last);
      all.add(new IndexOrDocValuesQuery(points, values), BooleanClause.Occur.FILTER);
    }
    return all.build();
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(" "));
  }
}
