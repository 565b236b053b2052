// A record is declared once: a plain struct with one descriptor a field. What is here turns the declaration, checked by the compiler,
// into a plain table (RecordType) from which schema, import, export, lists, dictionary and audit are derived by ordinary code.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/date.h"
#include "platform/core/hundredths.h"
#include "platform/core/id.h"
#include "platform/core/result.h"

namespace waymark {

// A code of a dated list in data/codes.csv; empty: not known. It is never compared across lists.
struct Code {
  std::string value;
  friend auto operator<=>(const Code&, const Code&) = default;
};

enum class Level { none, personal, special_category, case_note, secret };   // case notes: free text that only casework roles read; secret: the program itself
struct Privacy {                                                     // no default: a field that does not say is refused by the compiler
  Level level;
  consteval Privacy(Level l) : level(l) {}
};

enum class Kind { text, integer, money, hours, percent, date, code, truth, reference };

// How a value goes to and from a database column, typed, never through text.
class ValueWriter {
 public:
  virtual ~ValueWriter() = default;
  virtual void null() = 0;
  virtual void integer(std::int64_t value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void date(Date value) = 0;
};
class ValueReader {
 public:
  virtual ~ValueReader() = default;
  virtual bool is_null(int column) = 0;
  virtual std::int64_t integer(int column) = 0;
  virtual std::string_view text(int column) = 0;   // valid until the next row
  virtual Date date(int column) = 0;
};

// One value on its way out of a record's field or into one, without becoming text between.
class HeldValue final : public ValueWriter, public ValueReader {
 public:
  void null() override { held_ = false; }
  void integer(std::int64_t value) override { held_ = true; number_ = value; }
  void text(std::string_view value) override { held_ = true; text_ = value; }
  void date(Date value) override { held_ = true; date_ = value; }
  bool is_null(int = 0) override { return !held_; }
  std::int64_t integer(int = 0) override { return number_; }
  std::string_view text(int = 0) override { return text_; }
  Date date(int = 0) override { return date_; }

 private:
  bool held_ = false;
  std::int64_t number_ = 0;
  std::string text_;
  Date date_;
};

struct FieldInfo {                       // what a person says about a field, once
  std::string_view label{}, hint{};
  bool required = false;                 // decides when a record is complete, not whether it may be saved
  bool identity = false;                 // NOT NULL: without it there is no such record
  Privacy privacy;
  std::string_view codes{};              // name of the code list
  std::array<std::string_view, 6> aliases{};   // other headings an import may use
  std::string_view example{};
  int since = 0, until = 0;              // first and last school year (2020 is 2020 to 2021) in which it is asked for; 0: always
  bool in_return = true;                 // a column of the register workbook

  std::string_view name{};               // this and the rest are filled in by field<>()
  Kind kind{};
  std::string_view (*refers_to)() = nullptr;
  std::string (*get)(const void*) = nullptr;
  Result<void> (*set)(void*, std::string_view, const FieldInfo&) = nullptr;
  void (*write)(const void*, ValueWriter&) = nullptr;
  void (*read)(void*, ValueReader&, int column) = nullptr;
  bool (*empty)(const void*) = nullptr;
};

// A value type is one specialisation of Value; nothing else in the program knows member types.
template <class T> struct Value;

template <> struct Value<std::string> {
  static constexpr Kind kind = Kind::text;
  static std::string text(const std::string& v) { return v; }
  static Result<void> parse(std::string_view s, const FieldInfo&, std::string& v);
  static void write(const std::string& v, ValueWriter& w) { v.empty() ? w.null() : w.text(v); }
  static void read(std::string& v, ValueReader& r, int c) { if (r.is_null(c)) v.clear(); else v = r.text(c); }
  static bool empty(const std::string& v) { return v.empty(); }
};
template <> struct Value<Code> {
  static constexpr Kind kind = Kind::code;
  static std::string text(const Code& v) { return v.value; }
  static Result<void> parse(std::string_view s, const FieldInfo& f, Code& v);
  static void write(const Code& v, ValueWriter& w) { v.value.empty() ? w.null() : w.text(v.value); }
  static void read(Code& v, ValueReader& r, int c) { if (r.is_null(c)) v.value.clear(); else v.value = r.text(c); }
  static bool empty(const Code& v) { return v.value.empty(); }
};
template <> struct Value<std::optional<Date>> {
  static constexpr Kind kind = Kind::date;
  static std::string text(const std::optional<Date>& v) { return v ? iso(*v) : std::string(); }
  static Result<void> parse(std::string_view s, const FieldInfo& f, std::optional<Date>& v);
  static void write(const std::optional<Date>& v, ValueWriter& w) { v ? w.date(*v) : w.null(); }
  static void read(std::optional<Date>& v, ValueReader& r, int c) { if (r.is_null(c)) v.reset(); else v = r.date(c); }
  static bool empty(const std::optional<Date>& v) { return !v; }
};
template <> struct Value<std::optional<std::int64_t>> {
  static constexpr Kind kind = Kind::integer;
  static std::string text(const std::optional<std::int64_t>& v) { return v ? std::to_string(*v) : std::string(); }
  static Result<void> parse(std::string_view s, const FieldInfo& f, std::optional<std::int64_t>& v);
  static void write(const std::optional<std::int64_t>& v, ValueWriter& w) { v ? w.integer(*v) : w.null(); }
  static void read(std::optional<std::int64_t>& v, ValueReader& r, int c) { if (r.is_null(c)) v.reset(); else v = r.integer(c); }
  static bool empty(const std::optional<std::int64_t>& v) { return !v; }
};
template <> struct Value<bool> {
  static constexpr Kind kind = Kind::truth;
  static std::string text(bool v) { return v ? "yes" : "no"; }
  static Result<void> parse(std::string_view s, const FieldInfo& f, bool& v);
  static void write(bool v, ValueWriter& w) { w.integer(v ? 1 : 0); }
  static void read(bool& v, ValueReader& r, int c) { v = !r.is_null(c) && r.integer(c) != 0; }
  static bool empty(bool v) { return !v; }
};
template <class Tag> struct Value<std::optional<Hundredths<Tag>>> {
  using T = std::optional<Hundredths<Tag>>;
  static constexpr Kind kind = std::is_same_v<Tag, MoneyTag> ? Kind::money : std::is_same_v<Tag, HoursTag> ? Kind::hours : Kind::percent;
  static std::string text(const T& v) { return v ? format_hundredths(v->hundredths) : std::string(); }
  static Result<void> parse(std::string_view s, const FieldInfo&, T& v) {
    Result<std::int64_t> amount = parse_hundredths(s);
    if (!amount) return std::unexpected(amount.error());
    v = Hundredths<Tag>{*amount};
    return {};
  }
  static void write(const T& v, ValueWriter& w) { v ? w.integer(v->hundredths) : w.null(); }
  static void read(T& v, ValueReader& r, int c) { if (r.is_null(c)) v.reset(); else v = Hundredths<Tag>{r.integer(c)}; }
  static bool empty(const T& v) { return !v; }
};
template <class R> struct Value<Id<R>> {
  static constexpr Kind kind = Kind::reference;
  static std::string text(Id<R> v) { return v ? std::to_string(v.value) : std::string(); }
  static Result<void> parse(std::string_view s, const FieldInfo& f, Id<R>& v) {
    std::optional<std::int64_t> n;
    Result<void> done = Value<std::optional<std::int64_t>>::parse(s, f, n);
    if (done) v.value = *n;
    return done;
  }
  static void write(Id<R> v, ValueWriter& w) { v ? w.integer(v.value) : w.null(); }
  static void read(Id<R>& v, ValueReader& r, int c) { v.value = r.is_null(c) ? 0 : r.integer(c); }
  static bool empty(Id<R> v) { return !v; }
};

template <class M> struct MemberOf;
template <class R, class T> struct MemberOf<T R::*> { using Record = R; using Type = T; };
template <class T> struct Target { static constexpr std::string_view (*table)() = nullptr; };
template <class R> struct Target<Id<R>> { static constexpr std::string_view (*table)() = [] { return std::string_view(R::table); }; };

template <auto M> consteval std::string_view member_name() {   // "upn" from &Pupil::upn
  std::string_view s = __PRETTY_FUNCTION__;
  s = s.substr(0, s.find_first_of(";]"));
  return s.substr(s.rfind(':') + 1);
}

template <auto M> consteval FieldInfo field(FieldInfo f) {
  using R = typename MemberOf<decltype(M)>::Record;
  using T = typename MemberOf<decltype(M)>::Type;
  if (f.label.empty()) throw "a field needs a label";
  f.name = member_name<M>();
  f.kind = Value<T>::kind;
  if ((f.kind == Kind::code) != !f.codes.empty()) throw "a Code member, and only one, names its code list";
  f.refers_to = Target<T>::table;
  f.get = [](const void* r) { return Value<T>::text(static_cast<const R*>(r)->*M); };
  f.set = [](void* r, std::string_view s, const FieldInfo& i) { return Value<T>::parse(s, i, static_cast<R*>(r)->*M); };
  f.write = [](const void* r, ValueWriter& w) { Value<T>::write(static_cast<const R*>(r)->*M, w); };
  f.read = [](void* r, ValueReader& v, int c) { Value<T>::read(static_cast<R*>(r)->*M, v, c); };
  f.empty = [](const void* r) { return Value<T>::empty(static_cast<const R*>(r)->*M); };
  return f;
}

// Lets the compiler insist that no member is left undeclared: R takes exactly N initialisers, its id and N-1 fields.
struct Any { template <class T> operator T() const; };
template <class R, std::size_t... I> consteval bool takes(std::index_sequence<I...>) {
  return requires { R{((void)I, Any{})...}; };
}
template <class R, std::size_t N> consteval std::array<FieldInfo, N> record(const FieldInfo (&f)[N]) {
  static_assert(takes<R>(std::make_index_sequence<N + 1>()) && !takes<R>(std::make_index_sequence<N + 2>()),
                "every member but id needs exactly one field<>()");
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (f[i].name == f[j].name) throw "declared twice";
  return std::to_array(f);
}

// Where a row leads: to the partnership it belongs to and to the pupil it is about. The store turns it into a condition that every read and
// write carries. How a pupil leads on to partnerships, schools and providers is said once, in domain/people/access.cpp.
struct Scope {
  enum class Path { everyone, own_column, of_pupil, through, of_person, system_only } path = Path::system_only;
  std::string_view column{};   // of this record: the partnership, the pupil, what leads to the parent, or the person
  std::string_view table{};    // through: the parent, whose partnership and pupil hold
  std::string_view pupil{};    // own_column: the pupil it is about; through: the parent's; empty: about none
  std::string_view provider{}, school{};   // columns that say themselves which provider or school may see the row
  static consteval Scope everyone() { return {Path::everyone}; }                 // reference data: no person in it
  static consteval Scope partnership(std::string_view column, std::string_view pupil = {}) { return {Path::own_column, column, {}, pupil}; }
  static consteval Scope of_pupil(std::string_view column) { return {Path::of_pupil, column}; }
  static consteval Scope through(std::string_view table, std::string_view column) { return {Path::through, column, table, "pupil"}; }
  static consteval Scope part_of(std::string_view table, std::string_view column) { return {Path::through, column, table}; }   // of a parent that is about no pupil
  static consteval Scope of_person(std::string_view column) { return {Path::of_person, column}; }   // the person's own
  static consteval Scope system_only() { return {}; }
  consteval Scope seen_by(std::string_view provider_column) const { Scope s = *this; s.provider = provider_column; return s; }
  consteval Scope sent_by(std::string_view school_column) const { Scope s = *this; s.school = school_column; return s; }
  constexpr bool casework() const { return path == Path::own_column || path == Path::of_pupil || path == Path::through; }
};

// What a record's own rules say of one row: a hard one refuses it, a soft one stays with it as a warning ("are you sure?").
struct Remark { std::string_view field; std::string message; bool hard; };
class Remarks {
 public:
  void hard(std::string_view field, std::string message) { list.push_back({field, std::move(message), true}); }
  void soft(std::string_view field, std::string message) { list.push_back({field, std::move(message), false}); }
  std::vector<Remark> list;
};

using Names = std::span<const std::string_view>;

struct RecordType {                      // the type-erased face seen by store, exchange, web and cli
  std::string_view table, title, plural, about;
  std::span<const FieldInfo> fields;     // without the id, which every record has first
  Names key;                             // the fields by which a return finds the record again: unique together; none: not in a return
  Scope scope;
  Names lookups;                         // fields by which other rows name this record: a UPN, a code
  Names reference_from;                  // an empty reference is made from these
  std::string_view name_of;              // this record gives further names to the record that this field refers to
  std::shared_ptr<void> (*make)() = nullptr;
  std::int64_t (*get_id)(const void*) = nullptr;
  void (*set_id)(void*, std::int64_t) = nullptr;
  void (*check)(const void*, Remarks&) = nullptr;

  const FieldInfo* find(std::string_view field_name) const;
  std::size_t index_of(std::string_view field_name) const;   // fields.size(): none
};

template <class R> consteval Names key_of() { if constexpr (requires { R::key; }) return R::key; else return {}; }
template <class R> consteval Names lookups_of() { if constexpr (requires { R::lookups; }) return R::lookups; else return {}; }
template <class R> consteval Names reference_from_of() { if constexpr (requires { R::reference_from; }) return R::reference_from; else return {}; }
template <class R> consteval std::string_view name_of_of() { if constexpr (requires { R::name_of; }) return R::name_of; else return {}; }
template <class R> constexpr void check_row(const void* row, Remarks& remarks) {
  if constexpr (requires { static_cast<const R*>(row)->check(remarks); }) static_cast<const R*>(row)->check(remarks);
}
template <class R> inline constexpr auto fields_of = R::fields();
template <class R> inline constexpr RecordType record_type_of{
    R::table, R::title, R::plural, R::about, fields_of<R>, key_of<R>(), R::scope, lookups_of<R>(), reference_from_of<R>(), name_of_of<R>(),
    [] { return std::shared_ptr<void>(std::make_shared<R>()); },
    [](const void* r) { return static_cast<const R*>(r)->id.value; },
    [](void* r, std::int64_t id) { static_cast<R*>(r)->id.value = id; },
    check_row<R>};

// One field that changed, as text for people and for the audit.
struct FieldChange { const FieldInfo* field; std::string from, to; };
std::vector<FieldChange> changes(const RecordType& type, const void* before, const void* after);
std::string row_digest(const RecordType& type, const void* row);           // 16 bytes over id and every field that is not empty
std::vector<const FieldInfo*> missing_fields(const RecordType& type, const void* row);   // required ones that are empty
std::string heading_problem(const RecordType& type);   // a label or alias used twice in one record; empty when there is none

}  // namespace waymark
