package dev.parley.server.cli;

import dev.parley.server.access.Accounts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --data} and {@code --account}, for every command about what one account owns. */
final class AccountOptions extends DataOption {

    @Option(
            names = "--account",
            paramLabel = "UIN",
            converter = AccountConverter.class,
            description = "The account, by its number; the first (" + Accounts.FIRST + ") if not given.")
    private long account = Accounts.FIRST;

    /** Reads the text of the option. */
    static final class AccountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.matches("[0-9]{1,12}") && Accounts.isNumber(Long.parseLong(text))) {
                return Long.valueOf(text);
            }
            throw new TypeConversionException("'" + text + "' is no account's number, which is 1 to " + Accounts.LAST);
        }
    }

    long account() {
        return account;
    }
}
