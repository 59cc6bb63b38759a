# What Ruby's Liquid makes of the pages of a site: the lines of `recto-filter liquid-pages` in, lines {"text"} out.
# Jekyll is not asked: the tags and filters that it adds to Liquid are defined here as its documentation has them, as far
# as pages use them. Tags of plug-ins become the elements that recto leaves for them, without attributes.
require "json"
require "cgi"
require "time"
require "uri"
require "liquid"

# `x == blank` asks for blank?, which al-folio's plug-ins bring with Active Support.
class Object
  def blank?
    respond_to?(:empty?) ? (is_a?(String) ? strip.empty? : empty?) : !self
  end
end

# {% include file.html name=value name="text" %}
class JekyllInclude < Liquid::Tag
  PARAMETER = /([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))/.freeze

  def initialize(name, markup, context)
    super
    @file, @parameters = markup.strip.match(/\A((?:\{\{.*?\}\}|[^\s])+)(.*)\z/m).captures
  end

  def parameters(context)
    @parameters.scan(PARAMETER).to_h do |name, double, single, variable|
      text = double&.gsub('\\"', '"') || single&.gsub("\\'", "'")
      [name, text || context[variable]]
    end
  end

  def render(context)
    name = Liquid::Template.parse(@file).render(context)
    name = "./#{name}" if @tag_name == "include_relative"
    source = context.registers[:includes][name] or return ""
    context.stack do
      context["include"] = parameters(context)
      Liquid::Template.parse(source).render!(context)
    end
  end
end

# {% highlight ruby linenos %}: Rouge stays out of it
class Highlight < Liquid::Block
  def render(context)
    "<highlight>#{super.strip.gsub(/[&<>]/, "&" => "&amp;", "<" => "&lt;", ">" => "&gt;")}</highlight>"
  end
end

# bibliography, cite and the like
class Element < Liquid::Tag
  def render(_context)
    "<recto-#{@tag_name}></recto-#{@tag_name}>"
  end
end

# {% link _pages/about.md %}, {% post_url 2024-01-01-title %}
class PageLink < Liquid::Tag
  def initialize(name, markup, context)
    super
    @path = markup.strip.delete_prefix("/")
  end

  def render(context)
    site = context["site"]
    pages = site["pages"] + site.values.select { |v| v.is_a?(Array) && v.first.is_a?(Hash) && v.first["path"] }.flatten
    page = pages.find { |p| p["path"] == @path || p["path"].sub(/\.\w+\z/, "").end_with?(@path) }
    page ? "#{site["baseurl"]}#{page["url"]}" : ""
  end
end

class Details < Liquid::Block
  def initialize(name, markup, context)
    super
    @title = markup.strip
  end

  def render(context)
    "<details markdown=\"1\"><summary>#{@title}</summary>\n\n#{super}\n\n</details>\n"
  end
end

# Jekyll's own filters
module Filters
  def relative_url(input)
    return nil if input.nil?
    return input if input.to_s.match?(/\A[a-z][a-z0-9+.-]*:/i)

    base = @context["site"]["baseurl"].to_s
    path = input.to_s
    path = "/#{path}" unless path.empty? || path.start_with?("/")
    base = "/#{base}" unless base.empty? || base.start_with?("/")
    (base + path).squeeze("/").then { |url| url.empty? ? "/" : url }
  end

  def absolute_url(input)
    return input if input.nil? || input.to_s.match?(/\A[a-z][a-z0-9+.-]*:/i)

    @context["site"]["url"].to_s + relative_url(input)
  end

  def markdownify(input)
    text = input.to_s.strip
    return text if text.empty? || (!text.include?("\n") && text.start_with?("<"))

    text.include?("\n") ? "<div markdown=\"1\">\n#{text}\n</div>" : "<span markdown=\"span\">#{text}</span>"
  end

  def slugify(input, mode = "default")
    return nil if input.nil?

    allowed = { "pretty" => /[^[:alnum:]._~!$&'()+,;=@]+/, "ascii" => /[^a-zA-Z0-9]+/, "raw" => /\s+/ }
    return input if mode == "none"

    input.to_s.gsub(allowed.fetch(mode, /[^[:alnum:]]+/), "-").gsub(/\A-|-\z/, "").downcase
  end

  def where(input, property, value = nil)
    return input unless input.respond_to?(:select)

    items = input.is_a?(Hash) ? input.values : input
    items.select { |item| equal?(item.is_a?(Hash) ? item[property.to_s] : nil, value) } || []
  end

  def where_exp(input, variable, expression)
    condition = condition_of(expression)
    (input.is_a?(Hash) ? input.values : input).select do |item|
      @context.stack do
        @context[variable] = item
        condition.evaluate(@context)
      end
    end
  end

  def group_by(input, property)
    input.group_by { |item| item[property].to_s }.map do |name, items|
      { "name" => name, "items" => items, "size" => items.size }
    end
  end

  def sort(input, property = nil, nils = "first")
    return input.sort if property.nil?

    order = nils == "first" ? -1 : 1
    input.sort do |a, b|
      x, y = a[property], b[property]
      next 0 if x.nil? && y.nil?
      next order if x.nil?
      next -order if y.nil?

      x <=> y || x.to_s <=> y.to_s
    end
  end

  def push(array, item)
    array.dup.push(item)
  end

  def number_of_words(input, _mode = nil)
    input.to_s.split.length
  end

  def jsonify(input)
    JSON.generate(input)
  end

  def date_to_string(input)
    Time.parse(input.to_s).strftime("%d %b %Y")
  end

  def xml_escape(input)
    CGI.escapeHTML(input.to_s)
  end

  def cgi_escape(input)
    CGI.escape(input.to_s)
  end

  def emojify(input)
    input
  end

  private

  def equal?(found, wanted)
    return found.nil? || found == "" if wanted.nil?

    Array(found).map(&:to_s).include?(wanted.to_s)
  end

  def condition_of(expression)
    template = Liquid::Template.parse("{% if #{expression} %}{% endif %}")
    template.root.nodelist.first.blocks.first
  end
end

{ "include" => JekyllInclude, "include_relative" => JekyllInclude, "highlight" => Highlight, "link" => PageLink,
  "post_url" => PageLink, "details" => Details }.each { |name, tag| Liquid::Template.register_tag(name, tag) }
%w[bibliography cite reference bibliography_count].each { |name| Liquid::Template.register_tag(name, Element) }
Liquid::Template.register_tag("nocite", Class.new(Liquid::Tag) { def render(_context) = "" })
Liquid::Template.register_filter(Filters)
Liquid::Template.error_mode = :lax

globals = JSON.parse($stdin.gets)
$stdin.each_line do |line|
  page = JSON.parse(line)
  data = globals.merge("page" => page["page"], "paginator" => page["paginator"])
  text = begin
    Liquid::Template.parse(page["template"]).render!(data, registers: { includes: page["includes"] })
  rescue Liquid::Error, StandardError => e
    "#{e.class}: #{e.message}"
  end
  puts JSON.generate("text" => text)
end
