# A field of names a line to a name a line by btparse's rules: first, von, last, jr between tabs.
use strict;
use warnings;
use Text::BibTeX ();
use Text::BibTeX::Name;
while (my $field = <STDIN>) {
	chomp $field;
	for my $text (Text::BibTeX::split_list($field, 'and')) {
		my $name = Text::BibTeX::Name->new($text);
		my @parts = map { join ' ', map { defined $_ ? $_ : '' } $name->part($_) } qw(first von last jr);
		s/[{}]//g for @parts;
		print join("\t", @parts), "\n";
	}
}
