# What Jekyll's kramdown makes of the pages of a site: lines of JSON {"source"} in, lines {"html"} out.
# Options are Jekyll's own, and over them what the _config.yml given (if it is there) says under `kramdown`.
require "json"
require "yaml"
require "kramdown"
require "kramdown-parser-gfm"

JEKYLL = {
  "auto_ids" => true, "toc_levels" => "1..6", "entity_output" => "as_char", "footnote_nr" => 1,
  "smart_quotes" => "lsquo,rsquo,ldquo,rdquo", "input" => "GFM", "hard_wrap" => false
}.freeze
# Highlighters and math engines change how code and formulas are shown, not what they say.
FIXED = {"syntax_highlighter" => nil, "math_engine" => "mathjax"}.freeze

config = File.file?(ARGV[0]) ? YAML.unsafe_load_file(ARGV[0]) : {}
options = JEKYLL.merge(config["kramdown"] || {}).merge(FIXED)
options = options.to_h { |name, value| [name.to_sym, value] }
$stdin.each_line do |line|
  document = Kramdown::Document.new(JSON.parse(line)["source"], options)
  puts JSON.generate("html" => document.to_html)
end
